import type { PairObservations } from '../../schema/model/reconciliation.ts';
import { emptyObservations, mergeObservations } from '../../schema/rules/reconciliation/pair-observations.ts';
import { type Edges, joinEdges } from '../resolution/edges.ts';
import { splitLayers } from '../resolution/find-edges.ts';
import type { LoadedRun } from './load-run.ts';

export interface ComparedShare {
  readonly edges: Edges;
  readonly observations: PairObservations;
}

/** Chooses the sample that persons are asked about; one number, so that a run done twice asks the same. */
const sampleSeed = 1;
const rangesPerShare = 4;

/**
 * Scores the share-th of `of` shares of a run's candidate pairs. A share is every of-th stretch of blocks, heavy rules
 * and light ones alike, and depends on nothing but the run's records.
 */
export async function compareShare(run: LoadedRun, share: number, of: number): Promise<ComparedShare> {
  const { pool, layers, ids } = run;
  const pairs = layers.reduce((sum, layer) => sum + layer.pairs, 0);
  const ranges = splitLayers(layers, Math.max(1, Math.ceil(pairs / (of * rangesPerShare)))).filter(
    (_, place) => place % of === share,
  );
  const compared = await Promise.all(
    ranges.map((range) => pool.run('observeEdges', { ...range, ids, seed: sampleSeed })),
  );
  const seen = compared.map(({ observations }) => observations);
  if (share === 0) seen.push(observeBlocks(run));
  return {
    edges: joinEdges(compared.map(({ edges }) => edges)),
    observations: seen.reduce(mergeObservations, emptyObservations()),
  };
}

/** What the rules make of the records as a whole; counted with the first share. */
function observeBlocks({ model, layers, oversize }: LoadedRun): PairObservations {
  const rules = model.settings.blocking.map(({ name }) => name);
  const candidates: Record<string, number> = {};
  for (const { rule, pairs } of layers) {
    const name = rules[rule];
    if (name !== undefined && pairs > 0) candidates[name] = (candidates[name] ?? 0) + pairs;
  }
  const cappedBlocks: Record<string, number> = {};
  for (const { rule } of oversize) cappedBlocks[rule] = (cappedBlocks[rule] ?? 0) + 1;
  return { ...emptyObservations(), candidates, cappedBlocks };
}
