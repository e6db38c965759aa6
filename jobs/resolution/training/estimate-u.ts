import type { LevelSettings, PreparedRecord } from '../../../schema/model/resolution.ts';
import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { codeColumn } from '../columns.ts';
import { createLevelTables } from '../pair-scorer.ts';
import { createRandom, type Random } from './random.ts';

export interface SamplingOptions {
  readonly seed: number;
  /** Pairs at random. */
  readonly samples: number;
}

/** Pairs that agree in a part, drawn to see how many of them a better level has taken. */
const agreeingSamples = 20_000;

/**
 * u[comparison][level]: the share of all pairs, those of one subject among them, that show the level; neutral levels
 * too, so that a comparison's shares add up to about 1. Plain equality is computed from the values' frequencies,
 * because a sample would see next to none of it; the rest comes from pairs at random, half a pair added to each
 * level so that nothing is impossible.
 */
export function estimateU(
  prepared: readonly PreparedRecord[],
  compiled: CompiledModel,
  { seed, samples }: SamplingOptions,
): readonly (readonly number[])[] {
  const { settings } = compiled.model;
  const tables = createLevelTables(prepared, compiled);
  const counts = compiled.comparisons.map((comparison) => new Float64Array(comparison.levelKeys.length));
  const random = createRandom(seed);
  for (let n = 0; n < samples && prepared.length > 1; n++) {
    const [i, j] = drawPair(prepared.length, random);
    tables.forEach((table, c) => {
      const level = table(i, j);
      const count = counts[c];
      if (count) count[level] = (count[level] ?? 0) + 1;
    });
  }
  return settings.comparisons.map((comparison, c) =>
    comparison.levels.map((level, place) => {
      const part = countedPart(level);
      if (part === null) return ((counts[c]?.[place] ?? 0) + 0.5) / (samples + 0.5 * comparison.levels.length);
      const { share, draw } = findAgreeingPairs(prepared, part);
      if (draw === null) return share;
      let taken = 0;
      for (let n = 0; n < agreeingSamples; n++) if (tables[c]?.(...draw(random)) === place) taken += 1;
      return (share * (taken + 0.5)) / (agreeingSamples + 0.5);
    }),
  );
}

/** The part whose equality alone makes the level, or null: u of such a level is counted and not sampled. */
export function countedPart({ when, neutral }: LevelSettings): string | null {
  return when.test === 'equal' && when.with === undefined && !neutral ? when.part : null;
}

/** The share of all pairs that agree in the part, at least one pair, and a way to draw such pairs; null = there are none. */
function findAgreeingPairs(
  prepared: readonly PreparedRecord[],
  part: string,
): { readonly share: number; readonly draw: ((random: Random) => readonly [number, number]) | null } {
  const { codes, values } = codeColumn(prepared, [part]);
  const groups = values.map((): number[] => []);
  codes.forEach((code, record) => {
    if (values[code]?.[part] !== undefined) groups[code]?.push(record);
  });
  const shared = groups.filter((members) => members.length > 1);
  const upTo: number[] = [];
  let pairs = 0;
  for (const { length } of shared) {
    pairs += (length * (length - 1)) / 2;
    upTo.push(pairs);
  }
  const allPairs = Math.max(1, (prepared.length * (prepared.length - 1)) / 2);
  if (pairs === 0) return { share: 1 / allPairs, draw: null };
  return {
    share: pairs / allPairs,
    draw: (random) => {
      const members = shared[firstAbove(upTo, random() * pairs)] ?? [];
      const [x, y] = drawPair(members.length, random);
      return [members[x] ?? 0, members[y] ?? 0];
    },
  };
}

/** Two different places, each pair as likely as any other. */
function drawPair(count: number, random: Random): readonly [number, number] {
  const i = Math.floor(random() * count);
  const j = Math.floor(random() * (count - 1));
  return [i, j < i ? j : j + 1];
}

function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
