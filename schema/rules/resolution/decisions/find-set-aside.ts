import type { Decision, NotAPersonDecision } from '../../../model/entity.ts';
import { nameRecord } from './name-record.ts';

/**
 * The records that are no subject by a person's word, by name, each with the decision that says so.
 * @param standing one decision at most for each record
 */
export const findSetAside = (standing: readonly Decision[]): ReadonlyMap<string, NotAPersonDecision> =>
  new Map(
    standing.flatMap((decision) =>
      decision.kind === 'not-a-person' ? [[nameRecord(decision.record), decision] as const] : [],
    ),
  );
