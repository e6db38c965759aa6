import type { DriftLine, LevelCounts, PairObservations } from '../../model/reconciliation.ts';
import { sumCounts as size } from './counts.ts';
import { addLevels, datasetsOf } from './pair-observations.ts';
import { stabilityIndex } from './stability-index.ts';

const populations: readonly (keyof LevelCounts)[] = ['linked', 'scored'];

/**
 * How the levels of each feed's pairs moved since the run before, dataset by comparison, the furthest first. A dataset
 * or comparison that one of the two runs did not have is left out.
 */
export function findDrift(before: PairObservations, after: PairObservations): readonly DriftLine[] {
  const [old, fresh] = [byDataset(before), byDataset(after)];
  const lines = Object.entries(fresh).flatMap(([dataset, comparisons]) =>
    Object.entries(comparisons).flatMap(([comparison, levels]) =>
      populations.flatMap((population): DriftLine[] => {
        const [was, is] = [old[dataset]?.[comparison]?.[population], levels[population]];
        if (was === undefined || size(was) === 0 || size(is) === 0) return [];
        const stability = stabilityIndex(was, is);
        return [{ dataset, comparison, population, ...stability, pairsBefore: size(was), pairs: size(is) }];
      }),
    ),
  );
  return lines.sort((x, y) => y.index - x.index || compareText(nameOf(x), nameOf(y)));
}

type ByDataset = Readonly<Record<string, Readonly<Record<string, LevelCounts>>>>;

/** Every pair counts for both of its datasets. */
function byDataset({ levels }: PairObservations): ByDataset {
  const sums: Record<string, Record<string, LevelCounts>> = {};
  for (const [datasetPair, comparisons] of Object.entries(levels)) {
    for (const dataset of datasetsOf(datasetPair)) {
      const own = sums[dataset] ?? {};
      sums[dataset] = own;
      for (const [comparison, counts] of Object.entries(comparisons)) {
        const known = own[comparison];
        own[comparison] = known ? addLevels(known, counts) : counts;
      }
    }
  }
  return sums;
}

const nameOf = ({ dataset, comparison, population }: DriftLine): string => `${dataset} ${comparison} ${population}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
