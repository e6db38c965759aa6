import type { PreparedRecord } from '../../../schema/model/resolution.ts';
import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { codeColumn } from '../columns.ts';
import { createLevelTables } from '../pair-scorer.ts';
import { createRandom } from './random.ts';

const samples = 500_000;

/**
 * u[comparison][level]: how often two random records show the level, among pairs where the comparison says anything.
 * Plain equality is computed from the values' frequencies (a sample of pairs would see none of it); the rest from
 * pairs at random, half a pair added to each level so that nothing is impossible.
 */
export function estimateU(
  prepared: readonly PreparedRecord[],
  compiled: CompiledModel,
  seed: number,
): readonly (readonly number[])[] {
  const { settings } = compiled.model;
  const tables = createLevelTables(prepared, compiled);
  const counts = compiled.comparisons.map((comparison) => new Float64Array(comparison.levelKeys.length));
  const random = createRandom(seed);
  for (let n = 0; n < samples && prepared.length > 1; n++) {
    const i = Math.floor(random() * prepared.length);
    const j = Math.floor(random() * prepared.length);
    if (i === j) continue;
    tables.forEach((table, c) => {
      const level = table(i, j);
      const count = counts[c];
      if (count) count[level] = (count[level] ?? 0) + 1;
    });
  }
  return settings.comparisons.map((comparison, c) => {
    const stated = comparison.levels.map((level) => !level.neutral);
    const seen = comparison.levels.map((_, level) => (stated[level] ? (counts[c]?.[level] ?? 0) + 0.5 : 0));
    const total = seen.reduce((sum, count) => sum + count, 0);
    const first = stated.indexOf(true);
    return comparison.levels.map((level, place) => {
      const { when } = level;
      if (place === first && when.test === 'equal' && !when.with) return shareOfEqualPairs(prepared, when.part);
      return (seen[place] ?? 0) / total;
    });
  });
}

function shareOfEqualPairs(prepared: readonly PreparedRecord[], part: string): number {
  const { codes, values } = codeColumn(prepared, [part]);
  const sizes = new Float64Array(values.length);
  for (const code of codes) sizes[code] = (sizes[code] ?? 0) + 1;
  let given = 0;
  let equal = 0;
  sizes.forEach((size, code) => {
    if (values[code]?.[part] === undefined) return;
    given += size;
    equal += size * (size - 1);
  });
  return Math.max(equal, 1) / Math.max(given * (given - 1), 2);
}
