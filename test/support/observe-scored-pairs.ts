import type { RecordId } from '../../schema/model/identity.ts';
import type { PairObservations } from '../../schema/model/reconciliation.ts';
import type { PreparedRecord, ScoredPair } from '../../schema/model/resolution.ts';
import { createPairObserver } from '../../schema/rules/reconciliation/pair-observer.ts';
import { blockingKeys, capOf } from '../../schema/rules/resolution/blocking-keys.ts';
import type { CompiledModel } from '../../schema/rules/resolution/compile-model.ts';

/** What a full run found, seen afterwards. */
export interface ScoredRun {
  /** All current records of the type. */
  readonly records: readonly PreparedRecord[];
  /** All pairs at or above the review cut: lighter ones are not observed. */
  readonly pairs: readonly ScoredPair[];
  readonly compiled: CompiledModel;
  /** Chooses the clerical sample. */
  readonly seed: number;
}

/** The observations of a run whose engine did not count while it scored. */
export function observeScoredPairs({ records, pairs, compiled, seed }: ScoredRun): PairObservations {
  const datasets = [...new Set(records.map(({ dataset }) => dataset))].sort();
  const datasetPlace = new Map(datasets.map((dataset, place) => [dataset, place]));
  const observer = createPairObserver(compiled, datasets, { seed });
  const usable = findUsableKeys(records, compiled, observer.seeBlocks);
  const datasetOf = new Map(records.map(({ id, dataset }) => [id, datasetPlace.get(dataset) ?? 0]));
  for (const { a, b, weight, outcome, levels } of pairs) {
    const indices = compiled.comparisons.map(({ name, levelKeys }) =>
      Math.max(0, levelKeys.indexOf(levels[name] ?? '')),
    );
    observer.seePair(datasetOf.get(a) ?? 0, datasetOf.get(b) ?? 0, outcome, weight, indices);
    if (outcome === 'link') observer.seeLink(a, b, weight, commonRules(usable, a, b));
  }
  return observer.observations();
}

/** Record → its keys that make pairs, each with its rule's bit. */
type UsableKeys = ReadonlyMap<RecordId, ReadonlyMap<bigint, number>>;

function findUsableKeys(
  records: readonly PreparedRecord[],
  { model: { settings } }: CompiledModel,
  seeBlocks: (rule: number, blocks: { readonly candidates: number; readonly capped: number }) => void,
): UsableKeys {
  const keysOf = new Map(records.map((record) => [record.id, blockingKeys(record, settings)]));
  const blocks = new Map<
    bigint,
    { size: number; readonly cap: number; readonly rule: number; readonly refines: bigint | null }
  >();
  for (const keys of keysOf.values()) {
    for (const key of keys) {
      const block = blocks.get(key.key);
      if (block) block.size += 1;
      else {
        const rule = settings.blocking.findIndex(({ name }) => name === key.rule);
        blocks.set(key.key, { size: 1, cap: capOf(key, settings), rule, refines: key.refines });
      }
    }
  }
  const isOversize = (key: bigint): boolean => {
    const block = blocks.get(key);
    return block !== undefined && block.size > block.cap;
  };
  const isInPlace = (refines: bigint | null): boolean => refines === null || isOversize(refines);
  for (const [key, { size, rule, refines }] of blocks) {
    if (!isInPlace(refines)) continue;
    seeBlocks(
      rule,
      isOversize(key) ? { candidates: 0, capped: 1 } : { candidates: (size * (size - 1)) / 2, capped: 0 },
    );
  }
  return new Map(
    [...keysOf].map(([id, keys]) => [
      id,
      new Map(
        keys
          .filter(({ key, refines }) => isInPlace(refines) && !isOversize(key))
          .map(({ key }) => [key, 1 << (blocks.get(key)?.rule ?? 0)]),
      ),
    ]),
  );
}

function commonRules(usable: UsableKeys, a: RecordId, b: RecordId): number {
  const others = usable.get(b);
  let mask = 0;
  for (const [key, bit] of usable.get(a) ?? []) if (others?.has(key)) mask |= bit;
  return mask;
}
