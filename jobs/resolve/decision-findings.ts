import { type Finding, recordsOf } from '../../schema/model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../../schema/model/identity.ts';
import { decisionFinding } from '../../schema/rules/findings/decision-findings.ts';
import { nameRecord } from '../../schema/rules/resolution/decisions/name-record.ts';
import type { Database } from '../../schema/store/database.ts';
import { findFindingsOfNobody } from '../../schema/store/finding-store.ts';
import type { Relinked } from './relink.ts';

/** The contradictions between the decisions of the touched components, each as a finding. */
export function findDecisionFindings(entityType: EntityType, { entities, judgements }: Relinked): readonly Finding[] {
  const contradictions = judgements.flatMap((judgement) => judgement.contradictions);
  if (contradictions.length === 0) return [];
  const named = new Set(contradictions.flatMap(({ decisions }) => decisions.flatMap(recordsOf)).map(nameRecord));
  const entityOf = new Map<string, EntityId>();
  for (const { id, members } of entities) {
    for (const name of members.map(nameRecord)) if (named.has(name)) entityOf.set(name, id);
  }
  return contradictions.map((contradiction) =>
    decisionFinding(entityType, contradiction, (name) => entityOf.get(nameRecord(name)) ?? null),
  );
}

/**
 * Fingerprints of the open findings that name a touched record and no entity: two records that are both not a person, and
 * linked. Nothing but their records says that they must be looked at anew.
 */
export async function findTouchedOfNobody(
  trx: Database,
  entityType: EntityType,
  { records }: Relinked,
  seeds: readonly RecordId[],
): Promise<readonly string[]> {
  const open = await findFindingsOfNobody(trx, entityType);
  if (open.length === 0) return [];
  const touched = new Set([...seeds, ...records]);
  return open.flatMap(({ fingerprint, recordIds }) => (recordIds.some((id) => touched.has(id)) ? [fingerprint] : []));
}
