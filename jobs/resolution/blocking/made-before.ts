import type { Frame } from '../frame/frame.ts';
import type { BlockLayer } from './build-layers.ts';

/** Whether two records share a block of a layer; i and j are records, a and b where their rows begin. */
export type SharesBlock = (i: number, j: number, a: number, b: number) => boolean;

/** One test per layer: a few comparisons of integers instead of a set of all pairs. */
export function compileSharedBlocks(frame: Frame, layers: readonly BlockLayer[]): readonly SharesBlock[] {
  const { cells } = frame;
  return layers.map(({ blockOf, offsets }): SharesBlock => {
    if (blockOf) {
      return (i, j) => {
        const block = blockOf[i] ?? -1;
        return block >= 0 && block === blockOf[j];
      };
    }
    const [p, q] = offsets ?? [];
    if (p === undefined) return () => false;
    if (offsets?.length === 1) {
      return (_i, _j, a, b) => {
        const code = cells[a + p];
        return code !== 0 && code === cells[b + p];
      };
    }
    if (offsets?.length === 2 && q !== undefined) {
      return (_i, _j, a, b) => {
        const [first, second] = [cells[a + p], cells[a + q]];
        return first !== 0 && second !== 0 && first === cells[b + p] && second === cells[b + q];
      };
    }
    return (_i, _j, a, b) =>
      offsets?.every((offset) => cells[a + offset] !== 0 && cells[a + offset] === cells[b + offset]) ?? false;
  });
}

/** Whether an earlier layer than this one makes the pair already: then the earlier one visits it. */
export function madeBefore(tests: readonly SharesBlock[], layer: number): SharesBlock {
  const earlier = tests.slice(0, layer);
  const [first, second, third, fourth, ...others] = earlier;
  return (i, j, a, b) => {
    if (first?.(i, j, a, b)) return true;
    if (second?.(i, j, a, b)) return true;
    if (third?.(i, j, a, b)) return true;
    if (fourth?.(i, j, a, b)) return true;
    for (const test of others) if (test(i, j, a, b)) return true;
    return false;
  };
}
