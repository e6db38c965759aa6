import { type Decision, recordsOf } from '../../../model/entity.ts';
import { nameRecord } from './name-record.ts';

export interface StandingDecisions {
  /** The newest decision of each pair and of each record, newest first. */
  readonly standing: readonly Decision[];
  /** Each of the others, with the one that stands in its place. */
  readonly superseded: readonly { readonly decision: Decision; readonly by: Decision }[];
}

/** Of several decisions on the same pair, or on the same record, the newest stands; of one instant the smaller id. */
export function standingDecisions(decisions: readonly Decision[]): StandingDecisions {
  const standing = new Map<string, Decision>();
  const superseded: { decision: Decision; by: Decision }[] = [];
  for (const decision of [...decisions].sort(newestFirst)) {
    const subject = recordsOf(decision).map(nameRecord).sort().join();
    const by = standing.get(subject);
    if (by) superseded.push({ decision, by });
    else standing.set(subject, decision);
  }
  return { standing: [...standing.values()], superseded };
}

const newestFirst = (a: Decision, b: Decision): number =>
  Date.parse(b.decidedAt) - Date.parse(a.decidedAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
