import path from 'node:path';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import { loadResolutionSettings } from '../../../schema/model/load-resolution-settings.ts';
import type { ResolutionModel, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import { type AccuracyRow, bestByLabels, evaluateRow, toBits } from './accuracy-row.ts';
import type { PublicRecords } from './public-data.ts';
import { type ResolvedRecords, resolveLabelled } from './resolve-labelled.ts';

export interface OwnRun {
  readonly model: ResolutionModel;
  readonly resolved: ResolvedRecords;
  readonly seconds: { readonly train: number; readonly resolve: number };
}

/** @param file in test/bench/matching/settings */
export const readBenchSettings = (file: string): ResolutionSettings =>
  loadResolutionSettings(path.join(packageRoot(), 'test/bench/matching/settings', file));

/** Trains on the records without their truth and resolves them. */
export async function runOurs(settings: ResolutionSettings, { records }: PublicRecords, seed: number): Promise<OwnRun> {
  const started = performance.now();
  const model = await trainModel(records, settings, { seed });
  const trained = performance.now();
  const resolved = resolveLabelled(records, model);
  const seconds = { train: (trained - started) / 1000, resolve: (performance.now() - trained) / 1000 };
  return { model, resolved, seconds };
}

/** At the cut the model has, and at the best of some others. */
export function rowsOfOurs(
  about: Pick<AccuracyRow, 'data' | 'who'>,
  { records, truth }: PublicRecords,
  { model, resolved }: OwnRun,
): readonly AccuracyRow[] {
  const evaluate = (threshold: string, { links, clusters }: ResolvedRecords): AccuracyRow =>
    evaluateRow({ ...about, threshold }, links, clusters, truth);
  const others = probabilities.map((probability) => {
    const link = toBits(probability);
    const cuts = { link, review: Math.min(link, model.cuts.review) };
    return evaluate(`best by labels (probability ${probability})`, resolveLabelled(records, { ...model, cuts }));
  });
  return [evaluate(`without labels (${model.cuts.link.toFixed(2)} bits)`, resolved), ...bestByLabels(others)];
}

/** Cuts tried for `best by labels`. */
const probabilities: readonly number[] = [0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999];
