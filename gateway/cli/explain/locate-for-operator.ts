import type { RecordName, RecordPointer } from '../../../schema/graphql/administration/administration-services.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { type HubError, notFound } from '../../../schema/model/errors.ts';
import { isRecordDeleted } from '../../../schema/store/administration-reader.ts';
import type { Database } from '../../../schema/store/database.ts';
import { findWordSettingAside } from '../../../schema/store/decision-reader.ts';
import { locateByName } from '../../administration/look-up.ts';
import { UsageError } from '../exit-codes.ts';

/** @throws UsageError a dataset of no entities, or a dataset or record that this hub does not know */
export async function locateForOperator(
  db: Database,
  contracts: readonly Contract[],
  name: RecordName,
): Promise<RecordPointer> {
  const { dataset, key } = name;
  const known = contracts.filter(({ entity }) => entity !== 'grid').map((contract) => contract.dataset);
  if (!known.includes(dataset)) {
    throw new UsageError(`explain: no dataset ${dataset}; this hub explains: ${known.join(', ')}`);
  }
  const [pointer] = await locateByName(db, [name]);
  if (!pointer) {
    throw new UsageError(
      `explain: no record ${key} in ${dataset}; \`commongrid export links\` lists the keys, \`commongrid export rejects\` what came back`,
    );
  }
  return pointer;
}

/** Why there is nothing to explain of a record that is linked to nothing. */
export async function unexplained(db: Database, { id, dataset, key }: RecordPointer): Promise<HubError> {
  if (await isRecordDeleted(db, id)) {
    return notFound(
      'RECORD_DELETED',
      `explain: its department has deleted record ${key} of ${dataset}; it is no part of any entity.`,
    );
  }
  if (await findWordSettingAside(db, { dataset, key })) {
    return notFound(
      'RECORD_SET_ASIDE',
      `explain: a person decided that record ${key} of ${dataset} is no subject; explain it alone to see who and why.`,
    );
  }
  return notFound(
    'RECORD_WAITS',
    `explain: record ${key} of ${dataset} waits for resolution; try again when it is published.`,
  );
}
