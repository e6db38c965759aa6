import { describe, expect, test } from '@jest/globals';
import {
  leastSharing,
  smoothTerms as smoothCounts,
  type TermCounts,
} from '../../../jobs/resolution/training/term-frequencies.ts';
import type { TermFrequency } from '../../../schema/model/resolution.ts';

const rare = Array.from({ length: 5000 }, (_, i) => [`罕名${i}`, 2] as const);
const overall = new Map<string, number>([['梓涵', 300], ['建国', 300], ...rare]);

type Counts = ReadonlyMap<string, number>;

const shared = (counts: Counts): Counts => new Map([...counts].filter(([, count]) => count >= leastSharing));

function smoothTerms(
  given: { readonly overall: Counts; readonly within: ReadonlyMap<string, Counts> },
  sameSubject: number,
): TermFrequency {
  const others = new Map<number, number>();
  for (const count of given.overall.values()) {
    if (count < leastSharing) others.set(count, (others.get(count) ?? 0) + 1);
  }
  const within: TermCounts['within'] = new Map(
    [...given.within].map(([group, counts]) => [
      group,
      { total: [...counts.values()].reduce((sum, count) => sum + count, 0), counts: shared(counts) },
    ]),
  );
  return smoothCounts({ overall: shared(given.overall), others, within }, sameSubject);
}

describe('frequencies of names', () => {
  test('a name of one person in two registers is as rare as it can be', () => {
    const { rest, values, total } = smoothTerms({ overall, within: new Map() }, 1);
    expect(rest).toBeCloseTo(0.5 / total, 6);
    expect(values.罕名7).toBeUndefined();
    expect(values.建国).toBeGreaterThan(100 * rest);
  });

  test('what the level supposes of a name is the mean over records', () => {
    const { average, rest, values, total } = smoothTerms({ overall, within: new Map() }, 1);
    const mean = (300 * ((values.建国 ?? 0) + (values.梓涵 ?? 0)) + 10_000 * rest) / total;
    expect(average).toBeCloseTo(mean, 6);
  });

  test('a fashion of one decade is common there and rare in the others', () => {
    const within = new Map([
      ['1950', new Map([['建国', 290]])],
      ['2010', new Map([['梓涵', 295]])],
    ]);
    const smoothed = smoothTerms({ overall, within }, 1);
    const shareIn = (decade: string, name: string) =>
      smoothed.within?.[decade]?.[name] ?? smoothed.values[name] ?? smoothed.rest;
    expect(shareIn('2010', '梓涵')).toBeGreaterThan(5 * (smoothed.values.梓涵 ?? 1));
    expect(shareIn('1950', '梓涵')).toBeLessThan(smoothed.values.梓涵 ?? 0);
    expect(shareIn('1950', '罕名7')).toBe(smoothed.rest);
  });

  test('a telephone of one household is not named, that of a hotline is', () => {
    const telephones = new Map([['13812345678', 6], ['02586770000', 200], ...rare]);
    const { values } = smoothTerms({ overall: telephones, within: new Map() }, 1);
    expect(Object.keys(values)).toEqual(['02586770000']);
  });

  test('no table names more than a thousand values', () => {
    const many = new Map(Array.from({ length: 8000 }, (_, i) => [`名${i}`, 8000 - i] as const));
    const smoothed = smoothTerms({ overall: many, within: new Map([['1980', many]]) }, 0);
    expect(Object.keys(smoothed.values).length).toBeLessThanOrEqual(1000);
    expect(Object.keys(smoothed.within?.['1980'] ?? {}).length).toBeLessThanOrEqual(1000);
  });
});
