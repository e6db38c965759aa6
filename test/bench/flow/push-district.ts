import path from 'node:path';
import { writeDistrict } from '../../../connectors/simulated/district/write-district.ts';
import type { BenchHub } from '../harness/bench-hub.ts';
import type { PushedBatch } from './await-batches.ts';

export interface WrittenDistrict {
  readonly feeds: readonly { readonly dataset: string; readonly file: string; readonly rows: number }[];
  readonly rows: number;
}

export async function writeBenchDistrict(hub: BenchHub, residents: number, seed: number): Promise<WrittenDistrict> {
  return await writeDistrict(path.join(hub.folder, 'district'), { residents, seed, today: '2026-11-01' });
}

/** Pushes every feed, one after the other, as `commongrid load` does. Each gives its milliseconds to 202. */
export async function pushDistrict(
  hub: BenchHub,
  district: WrittenDistrict,
): Promise<readonly (PushedBatch & { readonly rows: number; readonly landedMs: number })[]> {
  const pushed: (PushedBatch & { rows: number; landedMs: number })[] = [];
  for (const { dataset, file, rows } of district.feeds) {
    const started = performance.now();
    const { status, body } = await hub.clientFor(dataset).pushFeed(dataset, file, {});
    if (status !== 202) throw new Error(`${dataset} was refused: ${status} ${String(body.code)}.`);
    pushed.push({ dataset, id: String(body.id), rows, landedMs: performance.now() - started });
  }
  return pushed;
}
