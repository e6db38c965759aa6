import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';

/**
 * The levels of all comparisons as one number, in mixed radix: at most 2^53, which ten comparisons of forty levels
 * reach. @throws RangeError for settings that do not fit
 */
export function createPatternCode({ comparisons }: CompiledModel): PatternCode {
  const radix = comparisons.map(({ levelKeys }) => levelKeys.length);
  const patterns = radix.reduce((product, base) => product * base, 1);
  if (patterns > Number.MAX_SAFE_INTEGER)
    throw new RangeError('resolution: the settings have too many levels together.');
  return {
    encode: (levels) => {
      let pattern = 0;
      for (let c = 0; c < radix.length; c++) pattern = pattern * (radix[c] ?? 1) + (levels[c] ?? 0);
      return pattern;
    },
    decode: (pattern) => {
      const levels = new Uint8Array(radix.length);
      let rest = pattern;
      for (let c = radix.length - 1; c >= 0; c--) {
        const base = radix[c] ?? 1;
        levels[c] = rest % base;
        rest = Math.floor(rest / base);
      }
      return levels;
    },
  };
}

export interface PatternCode {
  encode(levels: ArrayLike<number>): number;
  decode(pattern: number): Uint8Array;
}
