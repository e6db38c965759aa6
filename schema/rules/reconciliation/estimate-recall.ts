import type { Estimate, PairObservations, RecallEstimate } from '../../model/reconciliation.ts';
import type { BlockingRule } from '../../model/resolution.ts';
import { estimateMissed } from './capture-recapture.ts';
import { sumCounts } from './counts.ts';
import { expectedMatches } from './posterior.ts';

/** Above it most of the 2^n cells of the table are empty and say nothing. */
const mostOccasions = 6;

/**
 * What share of the pairs that are one entity is linked: what the rules find of what would link, times what links by
 * itself of the matches that were scored. Null where less than two occasions found anything.
 */
export function estimateRecall(observations: PairObservations, rules: readonly BlockingRule[]): RecallEstimate | null {
  const occasions = groupRules(rules);
  const histories = collapse(observations.linkedByRules, occasions);
  const missed = estimateMissed(histories, occasions.length);
  if (!missed) return null;
  const linked = sumCounts(observations.linkedByRules);
  const shareOf = (unseen: number): number => linked / (linked + unseen);
  const search: Estimate = { value: shareOf(missed.value), low: shareOf(missed.high), high: shareOf(missed.low) };
  const decision = decisionShare(observations);
  return {
    occasions: occasions.map((places) => places.map((place) => rules[place]?.name ?? '')),
    foundBy: occasions.map((_, k) => countFoundBy(histories, k + 1)),
    missed: { value: missed.value, low: missed.low, high: missed.high },
    search,
    decision,
    recall: { value: search.value * decision, low: search.low * decision, high: search.high * decision },
  };
}

/**
 * Places of the rules by what they ask for: rules over the same kind of part (the same name, the same dwelling) find
 * the same pairs and count as one occasion.
 */
export function groupRules(rules: readonly BlockingRule[]): readonly (readonly number[])[] {
  const groups: { readonly kinds: Set<string>; readonly places: number[] }[] = [];
  rules.forEach(({ parts }, place) => {
    const kinds = new Set(parts.map((part) => part.split('.')[0] ?? part));
    const [first, ...rest] = groups.filter((group) => [...kinds].some((kind) => group.kinds.has(kind)));
    const joined = first ?? { kinds: new Set<string>(), places: [] };
    if (!first) groups.push(joined);
    for (const other of rest) {
      groups.splice(groups.indexOf(other), 1);
      joined.places.push(...other.places);
      for (const kind of other.kinds) joined.kinds.add(kind);
    }
    joined.places.push(place);
    for (const kind of kinds) joined.kinds.add(kind);
  });
  const separate = groups.map(({ places }) => places.sort((x, y) => x - y));
  const surplus = separate.slice(mostOccasions - 1).flat();
  return separate.length <= mostOccasions ? separate : [...separate.slice(0, mostOccasions - 1), surplus];
}

/** Pairs by the set of occasions, of pairs by the set of rules. */
function collapse(
  byRules: PairObservations['linkedByRules'],
  occasions: readonly (readonly number[])[],
): ReadonlyMap<number, number> {
  const histories = new Map<number, number>();
  for (const [rules, count] of Object.entries(byRules)) {
    const mask = occasions.reduce(
      (sum, places, occasion) => (places.some((place) => (Number(rules) >> place) & 1) ? sum | (1 << occasion) : sum),
      0,
    );
    if (mask !== 0) histories.set(mask, (histories.get(mask) ?? 0) + count);
  }
  return histories;
}

function countFoundBy(histories: ReadonlyMap<number, number>, occasions: number): number {
  let sum = 0;
  for (const [mask, count] of histories) if (countBits(mask) === occasions) sum += count;
  return sum;
}

function decisionShare({ weights }: PairObservations): number {
  const linked = expectedMatches(weights.link);
  const all = linked + expectedMatches(weights.review) + expectedMatches(weights.distinct);
  return all === 0 ? 1 : linked / all;
}

export function countBits(mask: number): number {
  let [rest, bits] = [mask, 0];
  for (; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
