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
import type { Database } from '../../schema/store/database.ts';
import { replaceFindings } from '../../schema/store/finding-store.ts';
import { findLinks } from '../../schema/store/link-store.ts';
import { findRecordsByDocumentNumber } from '../../schema/store/record-values-store.ts';
import type { Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

/** Finds the contradictions of the touched entities anew, within each and between them and the others. */
export async function refreshFindings(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { entities, ended, doubts }: Relinked,
): Promise<void> {
  const findings: Finding[] = entities.flatMap((entity) => findEntityFindings({ ...entity, entityType }));
  if (entityType === 'resident') {
    findings.push(...(await findSharedNumbers(trx, entities)), ...findDifferingNumbers(entities, doubts));
  }
  const unique = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  await replaceFindings(
    trx,
    [...entities.map(({ id }) => id), ...ended.map(({ id }) => id)],
    [...unique.values()].map((finding) => ({ ...finding, id: dependencies.newId() })),
    dependencies.clock.now(),
  );
}

async function findSharedNumbers(trx: Database, entities: Relinked['entities']): Promise<readonly Finding[]> {
  const members = entities.flatMap((entity) => entity.members).filter(hasSoundNumber);
  const numbers = [...new Set(members.map((member) => member.values.documentNumber ?? ''))];
  const holders = (await findRecordsByDocumentNumber(trx, numbers)).filter(hasSoundNumber);
  const links = await findLinks(
    trx,
    holders.map(({ id }) => id),
  );
  const entityOf = new Map(links.map(({ recordId, entityId }) => [recordId, entityId]));
  const byNumber = new Map<string, RecordValues[]>();
  for (const holder of holders) {
    const number = holder.values.documentNumber ?? '';
    byNumber.set(number, [...(byNumber.get(number) ?? []), holder]);
  }
  return [...byNumber.values()].flatMap((group) => {
    const entityIds = group.flatMap(({ id }) => entityOf.get(id) ?? []);
    return sharedNumberFinding(group, entityIds) ?? [];
  });
}

function findDifferingNumbers(entities: Relinked['entities'], doubts: readonly Doubt[]): readonly Finding[] {
  const holders = new Map<RecordId, { readonly entityId: EntityId; readonly record: RecordValues }>();
  for (const { id, members } of entities) {
    for (const record of members) holders.set(record.id, { entityId: id, record });
  }
  return doubts.flatMap((doubt) => {
    const [a, b] = [holders.get(doubt.a), holders.get(doubt.b)];
    if (!a || !b || doubt.reason !== 'VALID_IDS_DIFFER') return [];
    return differingNumbersFinding(a.record, b.record, [a.entityId, b.entityId]) ?? [];
  });
}
