import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import type { ModelEstimates, ResolutionModel } from '../../../schema/model/resolution.ts';
import { type Accuracy, evaluateClusters } from '../../../schema/rules/resolution/evaluate.ts';
import { measureChinesePeer, type PeerMeasure, truthByKey, writePreparedFile } from './chinese-peer.ts';
import { chineseSettings, readChineseRecords } from './chinese-records.ts';
import { type LabelledRecords, recordName } from './district-records.ts';
import { resolveLabelled } from './resolve-labelled.ts';

export interface ChineseOptions {
  /** Script that writes a synthetic city: `node GENERATOR N OUT.csv SEED`. */
  readonly generator: string;
  /** Records of each city. */
  readonly sizes: readonly number[];
  readonly seeds: readonly number[];
  /** Interpreter that has Splink installed; null = the peer is not run. */
  readonly python: string | null;
}

export interface OwnMeasure {
  readonly cuts: ResolutionModel['cuts'];
  /** What training expected before any label was read. */
  readonly estimates: ModelEstimates | null;
  readonly accuracy: Accuracy;
  /** As `evaluate` counts: records in an open review are unlinked. */
  readonly withoutReviewed: Accuracy;
  readonly recordsInReview: number;
  readonly seconds: { readonly train: number; readonly resolve: number };
}

export interface ChineseMeasure {
  readonly records: number;
  readonly seed: number;
  readonly ours: OwnMeasure;
  readonly splink: PeerMeasure;
  /** Splink with the hub's levels and guards. */
  readonly guardedSplink: PeerMeasure;
}

/** Accuracy on generated Chinese cities, ours and the peer's in turn: the same records, candidate rules and evaluator. */
export async function measureChinese({
  generator,
  sizes,
  seeds,
  python,
}: ChineseOptions): Promise<readonly ChineseMeasure[]> {
  const measures: ChineseMeasure[] = [];
  for (const size of sizes) {
    for (const seed of seeds) measures.push(await measureCity({ generator, size, seed, python }));
  }
  return measures;
}

async function measureCity(city: {
  readonly generator: string;
  readonly size: number;
  readonly seed: number;
  readonly python: string | null;
}): Promise<ChineseMeasure> {
  const folder = mkdtempSync(path.join(tmpdir(), 'city-'));
  try {
    const file = path.join(folder, 'city.csv');
    const prepared = path.join(folder, 'prepared.csv');
    await promisify(execFile)(process.execPath, [city.generator, String(city.size), file, String(city.seed)]);
    const labelled = await readChineseRecords(file);
    const ours = await measureOwn(labelled);
    const truth = truthByKey(labelled.records, labelled.truth);
    if (city.python !== null) await writePreparedFile(labelled.records, chineseSettings, prepared);
    const peer = (guards: boolean): Promise<PeerMeasure> =>
      measureChinesePeer(truth, {
        python: city.python,
        guards,
        input: guards ? prepared : file,
        output: path.join(folder, 'clusters.csv'),
      });
    const splink = await peer(false);
    return { records: labelled.records.length, seed: city.seed, ours, splink, guardedSplink: await peer(true) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureOwn({ records, truth }: LabelledRecords): Promise<OwnMeasure> {
  const started = performance.now();
  const model = await trainModel(records, chineseSettings, { seed: 1 });
  const trained = performance.now();
  const { clusters, doubts } = resolveLabelled(records, model);
  const resolved = performance.now();
  const names = new Map(records.map((record) => [record.id, recordName(record)]));
  const inReview = new Set(doubts.flatMap(({ a, b }) => [names.get(a) ?? '', names.get(b) ?? '']));
  const linked = clusters.map((members) => members.filter((name) => !inReview.has(name)));
  return {
    cuts: model.cuts,
    estimates: model.estimates ?? null,
    accuracy: evaluateClusters(clusters, truth),
    withoutReviewed: evaluateClusters(linked, truth),
    recordsInReview: inReview.size,
    seconds: { train: (trained - started) / 1000, resolve: (resolved - trained) / 1000 },
  };
}
