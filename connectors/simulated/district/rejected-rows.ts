import { breakagesOf, breakRow } from './broken-rows.ts';
import type { DistrictEvent, FeedRow, SimulatedDataset } from './district-model.ts';
import type { Random } from './random.ts';
import { rejects } from './rates.ts';

/** Adds rows that the hub must reject: a small share, the first of every kind early, so that small districts show them too. */
export function createRejects(random: Random): {
  /** Perhaps a broken row, made from the good row that `write` gives. */
  consider(dataset: SimulatedDataset, write: () => FeedRow): Generator<DistrictEvent>;
} {
  const counts = new Map<SimulatedDataset, { seen: number; broken: number }>();
  return {
    *consider(dataset, write) {
      const count = counts.get(dataset) ?? { seen: 0, broken: 0 };
      counts.set(dataset, count);
      count.seen++;
      const breakages = breakagesOf(dataset);
      const due = count.broken < breakages.length ? (count.broken + 1) * rejects.firstEvery : Number.POSITIVE_INFINITY;
      if (count.seen < due && !random.chance(rejects.share)) return;
      const breakage = breakages[count.broken % breakages.length] ?? 'key-missing';
      count.broken++;
      yield { kind: 'row', dataset, row: breakRow(random, write(), breakage), key: '', truth: null };
    },
  };
}
