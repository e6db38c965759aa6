import type { BlockingRule } from '../../../schema/model/resolution.ts';
import { blockingTexts } from '../../../schema/rules/resolution/blocking-keys.ts';
import { hashKey, toBigintKey } from '../../../schema/rules/resolution/hash-key.ts';
import { type Frame, readCell } from '../frame/frame.ts';
import { type Groups, groupRecords } from './group-records.ts';

/** A block too large to make pairs. `refined`: nothing takes its place, its pairs are found by other rules or not at all. */
export interface OversizeBlock {
  readonly rule: string;
  readonly key: bigint;
  readonly records: number;
  readonly refined: boolean;
}

/** Keys of the blocks that are over their cap, over all current records; `from-records`: the frame's are all there are. */
export type OversizeKeys = ReadonlySet<bigint> | 'from-records';

/**
 * The blocks of one rule, or of one refinement of it, that make pairs: block b holds the records
 * `members[starts[b]] … members[starts[b + 1] - 1]`, ascending, and blocks stand in the order of their first record.
 * So which pairs are made, and in which order, follows from the order of the records alone.
 */
export interface BlockLayer {
  /** Place of the rule in the settings. */
  readonly rule: number;
  readonly blocks: number;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Record → block that makes pairs, -1 = none; null where `offsets` tell the same. */
  readonly blockOf: Int32Array | null;
  /** Columns in which two records agree exactly if they share a block here; null where some block is over its cap. */
  readonly offsets: readonly number[] | null;
  /** Pairs that the layer makes. */
  readonly pairs: number;
}

export interface BuiltLayers {
  readonly layers: readonly BlockLayer[];
  readonly oversize: readonly OversizeBlock[];
}

/** The coarse layer of a rule and, where blocks are over the cap, the refinements that take their place. */
export function buildLayers(frame: Frame, rule: BlockingRule, place: number, oversizeKeys: OversizeKeys): BuiltLayers {
  const offsets = offsetsOf(frame, rule.parts);
  if (offsets === null) return { layers: [], oversize: [] };
  const groups = groupRecords(frame, offsets);
  const coarse = sortOut(frame, groups, { rule, cap: rule.cap, refinement: null }, oversizeKeys);
  const layers = [toLayer(groups, coarse.sizes, place, coarse.oversize.length === 0 ? offsets : null)];
  if (coarse.oversize.length === 0) return { layers, oversize: [] };

  const oversize = [...coarse.oversize];
  rule.refine.forEach((names, refinement) => {
    const refinedOffsets = offsetsOf(frame, names);
    if (refinedOffsets === null) return;
    const refined = groupRecords(frame, refinedOffsets, coarse.overCap);
    const sorted = sortOut(frame, refined, { rule, cap: rule.refinedCap, refinement }, oversizeKeys);
    oversize.push(...sorted.oversize);
    layers.push(toLayer(refined, sorted.sizes, place, null));
  });
  return { layers, oversize };
}

interface SortedOut {
  /** Group → records, 0 for a group that makes no pairs. */
  readonly sizes: Int32Array;
  readonly oversize: readonly OversizeBlock[];
  /** Record → group, of the groups that are over the cap alone. */
  readonly overCap: Int32Array;
}

function sortOut(
  frame: Frame,
  { count, groupOf }: Groups,
  { rule, cap, refinement }: { readonly rule: BlockingRule; readonly cap: number; readonly refinement: number | null },
  oversizeKeys: OversizeKeys,
): SortedOut {
  const { sizes, firstOf } = measureGroups(count, groupOf);
  const oversize: OversizeBlock[] = [];
  const isOver = new Uint8Array(count);
  for (let group = 0; group < count; group++) {
    const records = sizes[group] ?? 0;
    if (oversizeKeys === 'from-records' ? records <= cap : oversizeKeys.size === 0) continue;
    const key = keyOfBlock(frame, rule, firstOf[group] ?? 0, refinement);
    if (key === null || (oversizeKeys !== 'from-records' && !oversizeKeys.has(key))) continue;
    isOver[group] = 1;
    oversize.push({ rule: rule.name, key, records, refined: refinement !== null });
  }
  const overCap = oversize.length === 0 ? new Int32Array(0) : takeOut(groupOf, isOver);
  isOver.forEach((over, group) => {
    if (over) sizes[group] = 0;
  });
  return { sizes, oversize, overCap };
}

function measureGroups(
  count: number,
  groupOf: Int32Array,
): { readonly sizes: Int32Array; readonly firstOf: Int32Array } {
  const sizes = new Int32Array(count);
  const firstOf = new Int32Array(count).fill(-1);
  for (let record = 0; record < groupOf.length; record++) {
    const group = groupOf[record] ?? -1;
    if (group < 0) continue;
    sizes[group] = (sizes[group] ?? 0) + 1;
    if ((firstOf[group] ?? -1) < 0) firstOf[group] = record;
  }
  return { sizes, firstOf };
}

/** Takes the marked groups' records out of them, and gives these records' groups. */
function takeOut(groupOf: Int32Array, isOver: Uint8Array): Int32Array {
  const taken = new Int32Array(groupOf.length).fill(-1);
  for (let record = 0; record < groupOf.length; record++) {
    const group = groupOf[record] ?? -1;
    if (group < 0 || !isOver[group]) continue;
    taken[record] = group;
    groupOf[record] = -1;
  }
  return taken;
}

/** The key as it is stored: the hash of the rule and the texts, the same in every frame. */
function keyOfBlock(frame: Frame, rule: BlockingRule, record: number, refinement: number | null): bigint | null {
  const parts: Record<string, string> = {};
  for (const { name, domain, offset } of frame.layout.columns) {
    const text = readCell(frame, record, domain, offset);
    if (text !== undefined) parts[name] = text;
  }
  const texts = blockingTexts(parts, rule, refinement === null ? 'coarse' : 'all');
  const text = refinement === null ? texts?.coarse : texts?.refined[refinement];
  return text === undefined || text === null ? null : toBigintKey(...hashKey(text));
}

/** Counting sort, so that the size of every block is known before any pair is made. */
function toLayer({ groupOf }: Groups, sizes: Int32Array, rule: number, offsets: readonly number[] | null): BlockLayer {
  const blockOfGroup = new Int32Array(sizes.length).fill(-1);
  let blocks = 0;
  let held = 0;
  let pairs = 0;
  for (let group = 0; group < sizes.length; group++) {
    const size = sizes[group] ?? 0;
    if (size < 2) continue;
    blockOfGroup[group] = blocks++;
    held += size;
    pairs += (size * (size - 1)) / 2;
  }
  const starts = new Int32Array(new SharedArrayBuffer((blocks + 1) * 4));
  for (let group = 0; group < sizes.length; group++) {
    const block = blockOfGroup[group] ?? -1;
    if (block >= 0) starts[block + 1] = (starts[block] ?? 0) + (sizes[group] ?? 0);
  }
  const next = starts.slice();
  const members = new Int32Array(new SharedArrayBuffer(held * 4));
  for (let record = 0; record < groupOf.length; record++) {
    const group = groupOf[record] ?? -1;
    const block = group < 0 ? -1 : (blockOfGroup[group] ?? -1);
    if (block >= 0) {
      const place = next[block] ?? 0;
      members[place] = record;
      next[block] = place + 1;
    }
    if (offsets === null) groupOf[record] = block;
  }
  return { rule, blocks, starts, members, blockOf: offsets === null ? groupOf : null, offsets, pairs };
}

function offsetsOf(frame: Frame, names: readonly string[]): readonly number[] | null {
  const offsets = names.map((name) => frame.layout.columns.find((column) => column.name === name)?.offset);
  return offsets.every((offset): offset is number => offset !== undefined) ? offsets : null;
}
