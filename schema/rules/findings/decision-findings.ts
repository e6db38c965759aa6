import { type Finding, type RecordName, recordsOf } from '../../model/entity.ts';
import type { EntityId, EntityType } from '../../model/identity.ts';
import type { Contradiction } from '../resolution/decisions/find-contradictions.ts';
import { nameRecord } from '../resolution/decisions/name-record.ts';

/** Kinds that are about decisions: they follow the records that are named, which may belong to no entity. */
export const decisionFindingKinds: readonly Finding['kind'][] = ['DECISIONS_CONTRADICT', 'DECISION_AGAINST_GUARD'];

/**
 * Decisions that cannot all be true, or a link over a guard. The fingerprint holds the decisions: it is the same finding
 * for as long as these stand, whatever is delivered meanwhile.
 * @param entityOf the entity that a record belongs to, null where it belongs to none
 */
export function decisionFinding(
  entityType: EntityType,
  { form, decisions, guard }: Contradiction,
  entityOf: (name: RecordName) => EntityId | null,
): Finding {
  const kind = form === 'GUARD' ? 'DECISION_AGAINST_GUARD' : 'DECISIONS_CONTRADICT';
  const ids = decisions.map(({ id }) => id).sort();
  const named = new Map(decisions.flatMap(recordsOf).map((name) => [nameRecord(name), name]));
  const records = [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { dataset, key }]) => ({ dataset, key }));
  return {
    kind,
    fingerprint: [kind, ...ids].join('|'),
    entityType,
    entityIds: [...new Set(records.flatMap((name) => entityOf(name) ?? []))].sort(),
    records,
    details: { element: 'decision', form, decisions: ids.join(' '), ...(guard && { guard }) },
  };
}
