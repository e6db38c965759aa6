import type { LevelSettings, ResolutionSettings } from '../../../schema/model/resolution.ts';
import type { AgreeingPairs } from './sample-agreeing.ts';
import type { LevelCounts } from './sample-levels.ts';

export interface SampledLevels {
  /** Pairs at random that the counts are of. */
  readonly samples: number;
  readonly counts: LevelCounts;
  /** Pairs drawn for each answer of `agreeing`. */
  readonly agreeingSamples: number;
  /** Comparison → level → what pairs that agree in the level's part show; null of a level that is not plain equality. */
  readonly agreeing: readonly (readonly (AgreeingPairs | null)[])[];
}

/**
 * u[comparison][level]: the share of all pairs, those of one subject among them, that show the level; neutral levels
 * too, so that a comparison's shares add up to about 1. Plain equality is computed from the values' frequencies,
 * because a sample would see next to none of it; the rest comes from pairs at random, half a pair added to each
 * level so that nothing is impossible.
 */
export function estimateU(
  settings: ResolutionSettings,
  { samples, counts, agreeingSamples, agreeing }: SampledLevels,
): readonly (readonly number[])[] {
  return settings.comparisons.map(({ levels }, c) =>
    levels.map((_, level) => {
      const pairs = agreeing[c]?.[level];
      if (!pairs) return ((counts[c]?.[level] ?? 0) + 0.5) / (samples + 0.5 * levels.length);
      if (pairs.taken === null) return pairs.share;
      return (pairs.share * (pairs.taken + 0.5)) / (agreeingSamples + 0.5);
    }),
  );
}

/** The part whose equality alone makes the level, or null: u of such a level is counted and not sampled. */
export function countedPart({ when, neutral }: LevelSettings): string | null {
  return when.test === 'equal' && when.with === undefined && !neutral ? when.part : null;
}
