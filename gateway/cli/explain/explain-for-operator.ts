import type { RecordName, RecordPointer } from '../../../schema/graphql/administration/administration-services.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import type { EntityType } from '../../../schema/model/identity.ts';
import { partPath } from '../../../schema/rules/access/field-path.ts';
import type { DisclosureDraft } from '../../../schema/rules/disclosure/entry.ts';
import { explainSetAside } from '../../../schema/rules/resolution/explain/explain-set-aside.ts';
import { isRecordDeleted } from '../../../schema/store/administration-reader.ts';
import type { Database } from '../../../schema/store/database.ts';
import { findWordSettingAside } from '../../../schema/store/decision-reader.ts';
import type { StoredDecision } from '../../../schema/store/decision-store.ts';
import type { DisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { groupRows } from '../../../schema/store/reader/group-rows.ts';
import { explainEntity } from '../../administration/explain-entity.ts';
import { explainPairs } from '../../administration/explain-pairs.ts';
import { createModelInForce } from '../../administration/models-in-force.ts';
import { localOperator } from '../../auth/issue-operator-token.ts';
import { UsageError } from '../exit-codes.ts';
import { locateForOperator, unexplained } from './locate-for-operator.ts';
import { tellRecord, toNamed } from './tell-record.ts';
import type { NamedRecord, ToldPair, ToldRecord, ToldSetAside } from './told.ts';

interface OperatorDependencies {
  readonly db: Database;
  readonly contracts: readonly Contract[];
  readonly disclosures: Pick<DisclosureWriter, 'append'>;
}

/**
 * Why a record is where it is, once it is durable in the chain that the operator at the machine has read its entity and
 * every other one that the answer names; of a record that is no subject, the word of the person who said so.
 *
 * @throws UsageError a dataset or a record that this hub does not know
 * @throws HubError RECORD_WAITS, RECORD_DELETED: it is linked to nothing
 */
export async function explainRecordForOperator(
  { db, contracts, disclosures }: OperatorDependencies,
  name: RecordName,
): Promise<ToldRecord | ToldSetAside> {
  const pointer = await locateForOperator(db, contracts, name);
  if (!(await isRecordDeleted(db, pointer.id))) {
    const decision = await findWordSettingAside(db, name);
    if (decision) return tellSetAside(disclosures, pointer, decision);
  }
  const { entityId, id } = pointer;
  const explained = entityId && (await explainEntity({ db, modelInForce: createModelInForce(db) }, entityId, id));
  if (!explained) throw await unexplained(db, pointer);
  const told = tellRecord(pointer, explained);
  await disclosures.append(toDisclosures('explain.record', explained, namedIn(told)));
  return told;
}

/**
 * Why two records are one or not, once it is durable that both were read.
 *
 * @throws as above, and RECORD_SET_ASIDE; UsageError also for one record twice and for two that cannot be compared
 */
export async function explainPairForOperator(
  { db, contracts, disclosures }: OperatorDependencies,
  names: readonly [RecordName, RecordName],
): Promise<ToldPair> {
  const a = await locateForOperator(db, contracts, names[0]);
  const b = await locateForOperator(db, contracts, names[1]);
  if (a.id === b.id || a.entityType !== b.entityType) {
    throw new UsageError('explain: name two different records, both of residents or both of legal entities');
  }
  for (const pointer of [a, b]) if (pointer.entityId === null) throw await unexplained(db, pointer);
  const [explained] = await explainPairs({ db, modelInForce: createModelInForce(db) }, [[a, b]]);
  if (!explained) throw await unexplained(db, a);
  const { entityType } = a;
  await disclosures.append(
    toDisclosures('explain.pair', { entityType, elements: explained.elements }, [toNamed(a), toNamed(b)]),
  );
  return {
    kind: 'pair',
    entityType,
    a: toNamed(a),
    b: toNamed(b),
    together: a.entityId === b.entityId,
    decision: explained.decision,
    explanation: explained.explanation,
  };
}

async function tellSetAside(
  disclosures: OperatorDependencies['disclosures'],
  pointer: RecordPointer,
  decision: StoredDecision,
): Promise<ToldSetAside> {
  const { id, entityType, entityId, dataset } = pointer;
  const fields = [`${partPath(entityType, dataset)}.key`];
  await disclosures.append([toDisclosure('explain.record', { type: 'record', id }, fields)]);
  const standing = explainSetAside(entityId !== null).summary;
  return { kind: 'set-aside', entityType, record: toNamed(pointer), standing, decision };
}

const namedIn = ({ members, separations }: ToldRecord): readonly NamedRecord[] => [
  ...members,
  ...separations.flatMap(({ b, because }) => [b, ...because]),
];

/** One entry for each entity: what was compared of it, and the keys that are named. */
function toDisclosures(
  operation: string,
  { entityType, elements }: { readonly entityType: EntityType; readonly elements: readonly string[] },
  named: readonly NamedRecord[],
): readonly DisclosureDraft[] {
  return [...groupRows(named, ({ entityId }) => entityId)].map(([id, records]) =>
    toDisclosure(operation, { type: entityType, id }, [
      ...elements.map((element) => `${entityType}.${element}`),
      ...new Set(records.map(({ dataset }) => `${partPath(entityType, dataset)}.key`)),
    ]),
  );
}

const toDisclosure = (
  operation: string,
  subject: { readonly type: string; readonly id: string | null },
  fields: readonly string[],
): DisclosureDraft => ({
  kind: 'read',
  clientId: localOperator.clientId,
  clientName: localOperator.name,
  agreementId: null,
  purpose: 'administration',
  operation,
  queryHash: null,
  subjectType: subject.type,
  subjectId: subject.id,
  fields,
  details: {},
});
