import type { BlockingRule, PreparedRecord, ResolutionSettings } from '../../schema/model/resolution.ts';
import { blockingTexts } from '../../schema/rules/resolution/blocking-keys.ts';
import { hashKey, toBigintKey } from '../../schema/rules/resolution/hash-key.ts';
import { type Blocks, groupByKey } from './blocks.ts';

/** A block too large to make pairs. `refined`: nothing takes its place, its pairs are found by other rules or not at all. */
export interface OversizeBlock {
  readonly rule: string;
  readonly key: bigint;
  readonly records: number;
  readonly refined: boolean;
}

export interface CandidateOptions {
  /** Keys whose block, over all current records, is above its cap; `from-records`: the given records are all there are. */
  readonly oversizeKeys: ReadonlySet<bigint> | 'from-records';
  readonly onOversize?: (block: OversizeBlock) => void;
}

/** One rule's blocks that make pairs: coarse ones and, where these are over the cap, their refinements. */
interface Layer {
  readonly blocks: Blocks;
  /** Block → 1 if it makes pairs. */
  readonly active: Uint8Array;
}

export interface CandidatePairs {
  /** Comparisons at most, before pairs that several rules make are counted once. */
  readonly bound: number;
  /** Every candidate pair once, as places in `records`. */
  forEach(visit: (i: number, j: number) => void): void;
}

/** Which pairs are worth comparing: a pure function of the records' keys and of which blocks are over their cap. */
export function findCandidatePairs(
  records: readonly PreparedRecord[],
  settings: ResolutionSettings,
  options: CandidateOptions,
): CandidatePairs {
  const layers = settings.blocking.flatMap((rule) => buildLayers(records, rule, options));
  let bound = 0;
  for (const { blocks, active } of layers) {
    for (let block = 0; block < blocks.count; block++) {
      const size = (blocks.starts[block + 1] ?? 0) - (blocks.starts[block] ?? 0);
      if (active[block]) bound += (size * (size - 1)) / 2;
    }
  }
  return {
    bound,
    forEach: (visit) => {
      layers.forEach((layer, place) => {
        visitLayer(layer, (i, j) => {
          if (!madeEarlier(layers, place, i, j)) visit(i, j);
        });
      });
    },
  };
}

function buildLayers(
  records: readonly PreparedRecord[],
  rule: BlockingRule,
  options: CandidateOptions,
): readonly Layer[] {
  const coarse = groupByKey(records.length, (record) => {
    const texts = blockingTexts(records[record]?.parts ?? {}, rule, 'coarse');
    return texts ? hashKey(texts.coarse) : null;
  });
  const oversize = findOversize(coarse, rule.cap, { rule: rule.name, refined: false }, options);
  const layers: Layer[] = [{ blocks: coarse, active: invert(oversize) }];
  if (!oversize.includes(1)) return layers;
  rule.refine.forEach((_, number) => {
    const refined = groupByKey(records.length, (record) => {
      const block = coarse.blockOf[record] ?? -1;
      if (block < 0 || !oversize[block]) return null;
      const text = blockingTexts(records[record]?.parts ?? {}, rule)?.refined[number];
      return text ? hashKey(text) : null;
    });
    const tooLarge = findOversize(refined, rule.refinedCap, { rule: rule.name, refined: true }, options);
    layers.push({ blocks: refined, active: invert(tooLarge) });
  });
  return layers;
}

function findOversize(
  blocks: Blocks,
  cap: number,
  about: Pick<OversizeBlock, 'rule' | 'refined'>,
  { oversizeKeys, onOversize }: CandidateOptions,
): Uint8Array {
  const oversize = new Uint8Array(blocks.count);
  for (let block = 0; block < blocks.count; block++) {
    const records = (blocks.starts[block + 1] ?? 0) - (blocks.starts[block] ?? 0);
    if (oversizeKeys === 'from-records' ? records <= cap : oversizeKeys.size === 0) continue;
    const key = toBigintKey(blocks.high[block] ?? 0, blocks.low[block] ?? 0);
    if (oversizeKeys !== 'from-records' && !oversizeKeys.has(key)) continue;
    oversize[block] = 1;
    onOversize?.({ ...about, key, records });
  }
  return oversize;
}

function visitLayer({ blocks, active }: Layer, visit: (i: number, j: number) => void): void {
  const { starts, members } = blocks;
  for (let block = 0; block < blocks.count; block++) {
    if (!active[block]) continue;
    const end = starts[block + 1] ?? 0;
    for (let x = starts[block] ?? 0; x < end; x++) {
      for (let y = x + 1; y < end; y++) visit(members[x] ?? 0, members[y] ?? 0);
    }
  }
}

/** A few integer comparisons instead of a set of all pairs. */
function madeEarlier(layers: readonly Layer[], place: number, i: number, j: number): boolean {
  for (let earlier = 0; earlier < place; earlier++) {
    const layer = layers[earlier];
    const block = layer?.blocks.blockOf[i] ?? -1;
    if (block >= 0 && block === layer?.blocks.blockOf[j] && layer.active[block]) return true;
  }
  return false;
}

const invert = (flags: Uint8Array): Uint8Array => flags.map((flag) => 1 - flag);
