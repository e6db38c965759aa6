import type { BenchReport, Figure } from '../harness/bench.ts';
import { round } from '../harness/statistics.ts';
import { type ChineseMeasure, measureChinese } from './chinese-synthetic.ts';
import type { MatchingTable } from './matching-options.ts';

/** Seeds that nothing was developed on. */
const seeds = [11, 12, 13, 14, 15];
/** What the table's cities hold; a million each takes Splink an hour for all. */
const records = 100_000;
const leastF1 = 0.995;
const leastPrecision = 0.998;
/** Where Splink's own guides cut. */
const usualThreshold = '0.95';

export const chineseTable: MatchingTable = {
  name: 'chinese',
  description: 'cluster pairs on synthetic Chinese cities of unseen seeds, ours, Splink, and Splink with our guards',
  run: async ({ generator, peers }, note): Promise<BenchReport> => {
    if (generator === null) {
      note('no --generator: not run');
      return { settings: {}, figures: [], samples: {} };
    }
    const measures: ChineseMeasure[] = [];
    for (const seed of seeds) {
      note(`seed ${seed}`);
      measures.push(...(await measureChinese({ generator, sizes: [records], seeds: [seed], python: peers })));
    }
    return { settings: { records, seeds }, figures: measures.flatMap(toFigures), samples: { measures } };
  },
};

function toFigures({ seed, ours, splink, guardedSplink }: ChineseMeasure): readonly Figure[] {
  const name = `seed ${seed}`;
  const peers = [
    { who: 'Splink', measure: splink },
    { who: 'Splink with our guards', measure: guardedSplink },
  ];
  return [
    { measure: `${name} ours, F1`, value: ours.accuracy.f1, unit: '', goal: { atLeast: leastF1 } },
    { measure: `${name} ours, precision`, value: ours.accuracy.precision, unit: '', goal: { atLeast: leastPrecision } },
    {
      measure: `${name} ours, F1 with reviewed records unlinked`,
      value: round(ours.withoutReviewed.f1),
      unit: '',
    },
    ...peers.flatMap(({ who, measure }): Figure[] => {
      const accuracy = measure.ran ? measure.accuracy[usualThreshold] : undefined;
      return accuracy ? [{ measure: `${name} ${who}, F1`, value: accuracy.f1, unit: '' }] : [];
    }),
  ];
}
