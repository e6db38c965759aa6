import type { Bench } from './harness/bench.ts';
import { main as proveHistories } from './resolve-histories.ts';

/** Proofs by number rather than measurements: they throw at the first history that goes wrong. `--rounds` says how many. */
export const resolveHistories: Bench = {
  name: 'resolve-histories',
  description: 'random histories of pushes, deletions and decisions: incremental and full resolution must agree',
  quick: false,
  run: async ({ rounds, seed }) => {
    const histories = rounds ?? 500;
    const met = await proveHistories(histories, seed);
    return {
      settings: { histories },
      figures: Object.entries(met).map(([measure, value]) => ({ measure, value, unit: '' })),
      samples: { met },
    };
  },
};
