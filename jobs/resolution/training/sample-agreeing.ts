import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { groupRecords } from '../blocking/group-records.ts';
import type { Frame } from '../frame/frame.ts';
import { compileScorer } from '../scoring/compile-scorer.ts';
import { createRandom, type Random } from './random.ts';

export interface AgreeingQuestion {
  readonly part: string;
  readonly comparison: number;
  readonly level: number;
  /** Pairs drawn among those that agree. */
  readonly samples: number;
  readonly seed: number;
}

/** Pairs of records that state the same of a part, and what share of those drawn show the level: a better one may take them. */
export interface AgreeingPairs {
  /** Share of all pairs; at least one pair. */
  readonly share: number;
  /** Null where no two records agree. */
  readonly taken: number | null;
}

/** A sample of all pairs would see next to none of these; their number follows from the values' frequencies. */
export function sampleAgreeing(frame: Frame, model: CompiledModel, question: AgreeingQuestion): AgreeingPairs {
  const offset = frame.layout.columns.find(({ name }) => name === question.part)?.offset;
  const allPairs = Math.max(1, (frame.size * (frame.size - 1)) / 2);
  if (offset === undefined) return { share: 1 / allPairs, taken: null };
  const groups = collectShared(frame, offset);
  if (groups.pairs === 0) return { share: 1 / allPairs, taken: null };
  const scorer = compileScorer(frame, model);
  const random = createRandom(question.seed);
  const { width } = frame.layout;
  let taken = 0;
  for (let n = 0; n < question.samples; n++) {
    const group = firstAbove(groups.upTo, random() * groups.pairs);
    const start = groups.starts[group] ?? 0;
    const [x, y] = drawPair((groups.starts[group + 1] ?? 0) - start, random);
    scorer.evaluate((groups.members[start + x] ?? 0) * width, (groups.members[start + y] ?? 0) * width);
    if (scorer.levels[question.comparison] === question.level) taken += 1;
  }
  return { share: groups.pairs / allPairs, taken };
}

/** Groups of two and more, as the blocks of a layer; `upTo`: pairs of a group and of all before it. */
function collectShared(frame: Frame, offset: number) {
  const { count, groupOf } = groupRecords(frame, [offset]);
  const starts = new Int32Array(count + 1);
  for (const group of groupOf) if (group >= 0) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  const upTo = new Float64Array(count);
  let pairs = 0;
  for (let group = 0; group < count; group++) {
    const size = starts[group + 1] ?? 0;
    pairs += (size * (size - 1)) / 2;
    upTo[group] = pairs;
    starts[group + 1] = size + (starts[group] ?? 0);
  }
  const next = starts.slice();
  const members = new Int32Array(starts[count] ?? 0);
  groupOf.forEach((group, record) => {
    if (group < 0) return;
    const place = next[group] ?? 0;
    members[place] = record;
    next[group] = place + 1;
  });
  return { pairs, upTo, starts, members };
}

/** Two different places, each pair as likely as any other. */
export function drawPair(count: number, random: Random): readonly [number, number] {
  const i = Math.floor(random() * count);
  const j = Math.floor(random() * (count - 1));
  return [i, j < i ? j : j + 1];
}

function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
