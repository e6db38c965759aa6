import type { Finding } from '../../schema/model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { Doubt } from '../../schema/model/resolution.ts';
import {
  differingNumbersFinding,
  findEntityFindings,
  hasSoundNumber,
  sharedNumberFinding,
} from '../../schema/rules/findings/entity-findings.ts';
import { nameRecord } from '../../schema/rules/resolution/decisions/name-record.ts';
import type { Database } from '../../schema/store/database.ts';
import { findOpenFindings, replaceFindings } from '../../schema/store/finding-store.ts';
import { findLinks } from '../../schema/store/link-store.ts';
import { findDocumentHolders, findRecordIds } from '../../schema/store/record-values-store.ts';
import { findDecisionFindings, findTouchedOfNobody } from './decision-findings.ts';
import type { Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';
import type { RunRecords } from './run-records.ts';

interface Member {
  readonly entityId: EntityId;
  readonly record: RecordValues;
}

/** Finds the contradictions of the touched entities anew, within each, between them and the others, and of decisions. */
export async function refreshFindings(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  relinked: Relinked,
  runRecords: RunRecords,
  seeds: readonly RecordId[],
): Promise<void> {
  const { entities, ended, doubts } = relinked;
  // Of an entity that is new there can be no finding to resolve.
  const touched = [...entities.flatMap(({ id, isNew }) => (isNew ? [] : [id])), ...ended.map(({ id }) => id)];
  const members = new Map<RecordId, Member>();
  for (const { id, members: records } of entities) {
    for (const record of records) members.set(record.id, { entityId: id, record });
  }
  const shared = entityType === 'resident' ? await findSharedNumbers(trx, runRecords, touched, members) : nothingShared;
  const findings: Finding[] = [
    ...entities.flatMap((entity) => findEntityFindings({ ...entity, entityType })),
    ...findInDoubts(entityType, members, doubts),
    ...findDecisionFindings(entityType, relinked),
    ...shared.findings,
  ];
  const unique = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  await replaceFindings(
    trx,
    {
      entityIds: touched,
      fingerprints: [...shared.fingerprints, ...(await findTouchedOfNobody(trx, entityType, relinked, seeds))],
    },
    [...unique.values()].map((finding) => ({ ...finding, id: dependencies.newId() })),
    dependencies.clock.now(),
  );
}

interface SharedNumbers {
  readonly findings: readonly Finding[];
  /** Of findings about other entities that these take the place of: the same number, with more or fewer records. */
  readonly fingerprints: readonly string[];
}

const nothingShared: SharedNumbers = { findings: [], fingerprints: [] };

/**
 * Numbers that records of several residents state: those of the touched ones, and those of findings that name a
 * touched one, since the record that left such a number no longer says which it was.
 */
async function findSharedNumbers(
  trx: Database,
  runRecords: RunRecords,
  touched: readonly EntityId[],
  members: ReadonlyMap<RecordId, Member>,
): Promise<SharedNumbers> {
  const named = (await findOpenFindings(trx, 'ID_NUMBER_SHARED', touched)).flatMap(({ records }) => records);
  const asked = [
    ...[...members.values()].map(({ record }) => record),
    ...(await runRecords.read(await findRecordIds(trx, named))),
  ];
  const numbers = [...new Set(asked.filter(hasSoundNumber).map(numberOf))];
  const holders = (await runRecords.read(await findDocumentHolders(trx, numbers))).filter(hasSoundNumber);
  const links = await findLinks(
    trx,
    holders.flatMap(({ id }) => (members.has(id) ? [] : [id])),
  );
  const entityOf = new Map(links.map(({ recordId, entityId }) => [recordId, entityId]));
  const homeOf = ({ id }: RecordValues): EntityId | undefined => members.get(id)?.entityId ?? entityOf.get(id);
  const byNumber = new Map<string, RecordValues[]>();
  // A record that is no subject shares its number with nobody.
  for (const holder of holders.filter((record) => homeOf(record) !== undefined)) {
    const group = byNumber.get(numberOf(holder));
    if (group) group.push(holder);
    else byNumber.set(numberOf(holder), [holder]);
  }
  const findings = [...byNumber.values()].flatMap((group) => {
    const entityIds = group.flatMap((record) => homeOf(record) ?? []);
    return sharedNumberFinding(group, entityIds) ?? [];
  });
  const names = new Set(holders.map(nameRecord));
  const others = await findOpenFindings(trx, 'ID_NUMBER_SHARED', [...new Set(entityOf.values())]);
  return {
    findings,
    fingerprints: others.flatMap(({ fingerprint, records }) =>
      records.some((name) => names.has(nameRecord(name))) ? [fingerprint] : [],
    ),
  };
}

function findInDoubts(
  entityType: EntityType,
  members: ReadonlyMap<RecordId, Member>,
  doubts: readonly Doubt[],
): readonly Finding[] {
  return doubts.flatMap((doubt) => {
    const [a, b] = [members.get(doubt.a), members.get(doubt.b)];
    if (!a || !b) return [];
    if (entityType !== 'resident' || doubt.reason !== 'VALID_IDS_DIFFER') return [];
    return differingNumbersFinding(a.record, b.record, [a.entityId, b.entityId]) ?? [];
  });
}

const numberOf = (record: RecordValues): string => record.values.documentNumber ?? '';
