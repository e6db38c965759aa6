import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { PreparedRecord, ResolutionModel, ScoredPair } from '../../schema/model/resolution.ts';
import { compileModel } from '../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { compareIds } from '../../schema/rules/resolution/record-order.ts';
import { type CandidateOptions, findCandidatePairs } from './candidate-pairs.ts';
import { createPairScorer } from './pair-scorer.ts';

export interface PairSearchOptions extends CandidateOptions {
  readonly model: ResolutionModel;
  /** Only pairs with at least one of these; `all` for a full run. */
  readonly dirty: ReadonlySet<RecordId> | 'all';
  /** prepareRecord with the model's settings, for a caller that has prepared the records already. */
  readonly prepare?: (record: RecordValues) => PreparedRecord;
}

/**
 * Every candidate pair at or above the review cut that has a dirty side. What is found depends on the records, the
 * model and the oversize keys alone: an incremental caller passes all records that share a usable block with a
 * dirty one, and gets for these what a full run gets.
 * @param records of one entity type, current versions only.
 */
export function findScoredPairs(records: readonly RecordValues[], options: PairSearchOptions): readonly ScoredPair[] {
  const { model, dirty } = options;
  const compiled = compileModel(model);
  const prepare = options.prepare ?? ((record) => prepareRecord(record, model.settings));
  const prepared = records.map(prepare);
  const isDirty = dirty === 'all' ? null : Uint8Array.from(records, ({ id }) => (dirty.has(id) ? 1 : 0));
  const scorer = createPairScorer(prepared, compiled);
  const pairs: ScoredPair[] = [];
  findCandidatePairs(prepared, model.settings, options).forEach((i, j) => {
    if (isDirty && !isDirty[i] && !isDirty[j]) return;
    const scored = scorer.score(i, j);
    const [x, y] = [records[i], records[j]];
    if (!scored || scored.outcome === 'distinct' || !x || !y) return;
    const [a, b] = compareIds(x.id, y.id) < 0 ? [x.id, y.id] : [y.id, x.id];
    const levels: Record<string, string> = {};
    compiled.comparisons.forEach((comparison, c) => {
      levels[comparison.name] = comparison.levelKeys[scorer.levels[c] ?? 0] ?? '';
    });
    pairs.push({ a, b, weight: scored.weight, outcome: scored.outcome, levels });
  });
  return pairs;
}
