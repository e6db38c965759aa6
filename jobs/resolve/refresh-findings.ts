import type { Finding } from '../../schema/model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { Doubt } from '../../schema/model/resolution.ts';
import {
  contradictingDecisionsFinding,
  differingNumbersFinding,
  findEntityFindings,
  hasSoundNumber,
  sharedNumberFinding,
} from '../../schema/rules/findings/entity-findings.ts';
import type { Database } from '../../schema/store/database.ts';
import { findNamedRecords, replaceFindings } from '../../schema/store/finding-store.ts';
import { findLinks } from '../../schema/store/link-store.ts';
import { findDocumentHolders, findRecordIds } from '../../schema/store/record-values-store.ts';
import type { Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';
import type { RunRecords } from './run-records.ts';

interface Member {
  readonly entityId: EntityId;
  readonly record: RecordValues;
}

/** Finds the contradictions of the touched entities anew, within each and between them and the others. */
export async function refreshFindings(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { entities, ended, doubts }: Relinked,
  runRecords: RunRecords,
): Promise<void> {
  // Of an entity that is new there can be no finding to resolve.
  const touched = [...entities.flatMap(({ id, isNew }) => (isNew ? [] : [id])), ...ended.map(({ id }) => id)];
  const members = new Map<RecordId, Member>();
  for (const { id, members: records } of entities) {
    for (const record of records) members.set(record.id, { entityId: id, record });
  }
  const findings: Finding[] = [
    ...entities.flatMap((entity) => findEntityFindings({ ...entity, entityType })),
    ...findInDoubts(entityType, members, doubts),
    ...(entityType === 'resident' ? await findSharedNumbers(trx, runRecords, touched, members) : []),
  ];
  const unique = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  await replaceFindings(
    trx,
    touched,
    [...unique.values()].map((finding) => ({ ...finding, id: dependencies.newId() })),
    dependencies.clock.now(),
  );
}

/**
 * Numbers that records of several residents state: those of the touched ones, and those of findings that name a
 * touched one, since the record that left such a number no longer says which it was.
 */
async function findSharedNumbers(
  trx: Database,
  runRecords: RunRecords,
  touched: readonly EntityId[],
  members: ReadonlyMap<RecordId, Member>,
): Promise<readonly Finding[]> {
  const named = await findRecordIds(trx, await findNamedRecords(trx, 'ID_NUMBER_SHARED', touched));
  const asked = [...[...members.values()].map(({ record }) => record), ...(await runRecords.read(named))];
  const numbers = [...new Set(asked.filter(hasSoundNumber).map(numberOf))];
  const holders = (await runRecords.read(await findDocumentHolders(trx, numbers))).filter(hasSoundNumber);
  const links = await findLinks(
    trx,
    holders.flatMap(({ id }) => (members.has(id) ? [] : [id])),
  );
  const entityOf = new Map(links.map(({ recordId, entityId }) => [recordId, entityId]));
  const byNumber = new Map<string, RecordValues[]>();
  for (const holder of holders) {
    const group = byNumber.get(numberOf(holder));
    if (group) group.push(holder);
    else byNumber.set(numberOf(holder), [holder]);
  }
  return [...byNumber.values()].flatMap((group) => {
    const entityIds = group.flatMap(({ id }) => members.get(id)?.entityId ?? entityOf.get(id) ?? []);
    return sharedNumberFinding(group, entityIds) ?? [];
  });
}

function findInDoubts(
  entityType: EntityType,
  members: ReadonlyMap<RecordId, Member>,
  doubts: readonly Doubt[],
): readonly Finding[] {
  return doubts.flatMap((doubt) => {
    const [a, b] = [members.get(doubt.a), members.get(doubt.b)];
    if (!a || !b) return [];
    const entityIds = [a.entityId, b.entityId];
    if (doubt.reason === 'DECISIONS_CONTRADICT') {
      return contradictingDecisionsFinding(entityType, a.record, b.record, entityIds);
    }
    if (entityType !== 'resident' || doubt.reason !== 'VALID_IDS_DIFFER') return [];
    return differingNumbersFinding(a.record, b.record, entityIds) ?? [];
  });
}

const numberOf = (record: RecordValues): string => record.values.documentNumber ?? '';
