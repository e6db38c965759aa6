import type { RecordId } from '../../model/identity.ts';
import type { SampledPair, StratumDraw } from '../../model/reconciliation.ts';
import { drawnPerStratum, keepLowest, rankPair, stratumFloors, stratumOf } from './clerical-strata.ts';

export interface Sampler {
  /** A linked pair; `a` is numerically below `b`. */
  take(a: RecordId, b: RecordId, weight: number): void;
  draws(): readonly StratumDraw[];
}

/** Draws from a stream of linked pairs in one pass and constant memory, whatever their order. */
export function createSampler(linkCut: number, seed: number): Sampler {
  const strata = stratumFloors.map(() => ({
    population: 0,
    worst: Number.POSITIVE_INFINITY,
    kept: [] as SampledPair[],
  }));
  return {
    take(a, b, weight) {
      const stratum = strata[stratumOf(weight, linkCut)];
      if (!stratum) return;
      stratum.population += 1;
      const rank = rankPair(seed, a, b);
      if (rank > stratum.worst) return;
      stratum.kept.push({ a, b, weight, rank });
      // Sorted now and then, not at every pair.
      if (stratum.kept.length < drawnPerStratum * 4) return;
      stratum.kept = [...keepLowest(stratum.kept)];
      stratum.worst = stratum.kept.at(-1)?.rank ?? Number.POSITIVE_INFINITY;
    },
    draws: () => strata.map(({ population, kept }) => ({ population, drawn: keepLowest(kept) })),
  };
}
