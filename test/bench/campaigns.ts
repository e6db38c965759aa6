import type { Bench } from './harness/bench.ts';
import { main as surviveKills } from './kill.ts';
import { main as proveHistories } from './resolve-histories.ts';

/** Proofs by number rather than measurements: they throw at the first history that goes wrong. `--rounds` says how many. */
export const resolveHistories: Bench = {
  name: 'resolve-histories',
  description:
    'random histories of pushes, replays, deletions, decisions and undos, in other batches too: incremental = full',
  quick: false,
  run: async ({ rounds, seed }, note) => {
    const histories = rounds ?? 1_000;
    const met = await proveHistories(histories, seed, note);
    return {
      settings: { histories },
      figures: Object.entries(met).map(([measure, value]) => ({ measure, value, unit: '' })),
      samples: { met },
    };
  },
};

export const kill: Bench = {
  name: 'kill',
  description: 'kill -9 of hub and database while feeds are pushed: nothing acknowledged may be lost or doubled',
  quick: false,
  run: async ({ rounds, seed }, note) => {
    const counts = await surviveKills(rounds ?? 10, seed, note);
    return {
      settings: { kills: counts.kills },
      figures: Object.entries(counts).map(([measure, value]) => ({ measure, value, unit: '' })),
      samples: { counts },
    };
  },
};
