import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import type { Frame } from '../frame/frame.ts';
import { compileScorer } from '../scoring/compile-scorer.ts';
import { createRandom } from './random.ts';
import { drawPair } from './sample-agreeing.ts';

/** Comparison → level → random pairs of different records that show it. */
export type LevelCounts = readonly (readonly number[])[];

/** Levels of pairs of records drawn at random; the seed and the order of the records determine which. */
export function sampleLevels(frame: Frame, model: CompiledModel, pairs: number, seed: number): LevelCounts {
  const scorer = compileScorer(frame, model);
  const counts = model.comparisons.map(({ levelKeys }) => levelKeys.map(() => 0));
  const random = createRandom(seed);
  const { width } = frame.layout;
  for (let n = 0; n < pairs && frame.size > 1; n++) {
    const [i, j] = drawPair(frame.size, random);
    scorer.evaluate(i * width, j * width);
    counts.forEach((levels, c) => {
      const level = scorer.levels[c] ?? 0;
      levels[level] = (levels[level] ?? 0) + 1;
    });
  }
  return counts;
}

export const addLevelCounts = (a: LevelCounts, b: LevelCounts): LevelCounts =>
  a.map((levels, c) => levels.map((count, level) => count + (b[c]?.[level] ?? 0)));
