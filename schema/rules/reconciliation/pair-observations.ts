import type { DatasetName } from '../../model/identity.ts';
import type { LevelCounts, PairObservations } from '../../model/reconciliation.ts';
import { emptyDraws, mergeDraws } from './clerical-strata.ts';
import { addCounts, mergeRecords } from './counts.ts';

/** Nothing seen yet: merging it with anything gives that. */
export const emptyObservations = (): PairObservations => ({
  weights: { link: {}, review: {}, distinct: {} },
  linkedByRules: {},
  candidates: {},
  cappedBlocks: {},
  levels: {},
  sample: emptyDraws(),
});

/** What two parts of a run saw together. Associative and commutative; both parts were scored under one model. */
export const mergeObservations = (a: PairObservations, b: PairObservations): PairObservations => ({
  weights: {
    link: addCounts(a.weights.link, b.weights.link),
    review: addCounts(a.weights.review, b.weights.review),
    distinct: addCounts(a.weights.distinct, b.weights.distinct),
  },
  linkedByRules: addCounts(a.linkedByRules, b.linkedByRules),
  candidates: addCounts(a.candidates, b.candidates),
  cappedBlocks: addCounts(a.cappedBlocks, b.cappedBlocks),
  levels: mergeRecords(a.levels, b.levels, (x, y) => mergeRecords(x, y, addLevels)),
  sample: mergeDraws(a.sample, b.sample),
});

/** The name of a pair of datasets, either way round; `+` is in no dataset's name. */
export const datasetPairOf = (a: DatasetName, b: DatasetName): string => (a <= b ? `${a}+${b}` : `${b}+${a}`);

export const datasetsOf = (datasetPair: string): readonly DatasetName[] => [...new Set(datasetPair.split('+'))];

export const addLevels = (a: LevelCounts, b: LevelCounts): LevelCounts => ({
  linked: addCounts(a.linked, b.linked),
  scored: addCounts(a.scored, b.scored),
});
