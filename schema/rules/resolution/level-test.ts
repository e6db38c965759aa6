import type { LevelTest } from '../../model/resolution.ts';
import { dateRelation } from '../elements/date-relation.ts';
import { editDistance } from '../elements/edit-distance.ts';
import { jaroWinkler } from '../elements/jaro-winkler.ts';
import { begins, countCommonWords, daysBetween, isWithin } from './compare-words.ts';
import { isLikeName } from './like-name.ts';
import { relateSlots } from './parts/address-parts.ts';

export type Parts = Readonly<Record<string, string>>;
export type PartsTest = (a: Parts, b: Parts) => boolean;

/** Makes the function that decides a level. Symmetric: `test(a, b) === test(b, a)` for every test of the language. */
export function compileLevelTest(level: LevelTest): PartsTest {
  switch (level.test) {
    case 'equal':
      return between(level, (x, y) => x === y);
    case 'edits':
      return between(level, (x, y) => editDistance(x, y, level.atMost + 1) <= level.atMost);
    case 'jaro-winkler':
      return between(level, (x, y) => jaroWinkler(x, y) >= level.atLeast);
    case 'words':
      return between(level, (x, y) => countCommonWords(x, y) >= level.atLeast);
    case 'words-within':
      return between(level, (x, y) => isWithin(x, y, level.atLeast) || isWithin(y, x, level.atLeast));
    case 'start':
      return between(level, (x, y) => x.slice(0, level.characters) === y.slice(0, level.characters));
    case 'begins':
      return between(level, (x, y) => begins(x, y, level.atLeast));
    case 'near-date':
      return between(level, (x, y) => daysBetween(x, y) <= level.days);
    case 'like-name':
      return likeName(level.part);
    case 'one-character':
      return onPart(level.part, differInOneCharacter);
    case 'contains':
      return onPart(level.part, (a, b) => contains(a, b, level.atLeast));
    case 'date':
      return between(level, (x, y) => level.relations.includes(dateRelation(x, y).relation));
    case 'address':
      return compileRelation(`${level.part}.slots`, `${level.with ?? level.part}.slots`, (x, y) =>
        level.relations.includes(relateSlots(x, y)),
      );
    case 'both':
      return (a, b) => a[level.part] === level.is && b[level.part] === level.is;
    case 'either':
      return (a, b) => a[level.part] === level.is || b[level.part] === level.is;
    case 'absent':
      return (a, b) => a[level.part] === undefined || b[level.part] === undefined;
    case 'all': {
      const tests = level.of.map(compileLevelTest);
      return (a, b) => tests.every((test) => test(a, b));
    }
    case 'any': {
      const tests = level.of.map(compileLevelTest);
      return (a, b) => tests.some((test) => test(a, b));
    }
    case 'not': {
      const test = compileLevelTest(level.of);
      return (a, b) => !test(a, b);
    }
    case 'otherwise':
      return () => true;
  }
}

/** The parts that a test reads: the engine codes a comparison by the combination of these. */
export function partsReadBy(level: LevelTest): readonly string[] {
  switch (level.test) {
    case 'equal':
    case 'edits':
    case 'jaro-winkler':
    case 'words':
    case 'words-within':
    case 'start':
    case 'begins':
    case 'near-date':
    case 'date':
      return level.with === undefined ? [level.part] : [level.part, level.with];
    case 'address':
      return [`${level.part}.slots`, `${level.with ?? level.part}.slots`];
    case 'like-name':
      return [`${level.part}.folded`, `${level.part}.syllables`];
    case 'all':
    case 'any':
      return level.of.flatMap(partsReadBy);
    case 'not':
      return partsReadBy(level.of);
    case 'otherwise':
      return [];
    default:
      return [level.part];
  }
}

const between = (
  { part, with: other = part }: { readonly part: string; readonly with?: string },
  relates: (x: string, y: string) => boolean,
): PartsTest => compileRelation(part, other, relates);

/** Between the same part of both records, or between one part of the one and another of the other, either way round. */
function compileRelation(part: string, other: string, relates: (x: string, y: string) => boolean): PartsTest {
  const holds = (x: string | undefined, y: string | undefined): boolean =>
    x !== undefined && y !== undefined && relates(x, y);
  if (part === other) return (a, b) => holds(a[part], b[part]);
  return (a, b) => holds(a[part], b[other]) || holds(a[other], b[part]);
}

function onPart(part: string, holds: (a: string, b: string) => boolean): PartsTest {
  return (a, b) => {
    const [x, y] = [a[part], b[part]];
    return x !== undefined && y !== undefined && holds(x, y);
  };
}

function likeName(prefix: string): PartsTest {
  const [folded, syllables] = [`${prefix}.folded`, `${prefix}.syllables`];
  return (a, b) => {
    const [x, y] = [a[folded], b[folded]];
    return x !== undefined && y !== undefined && isLikeName(x, a[syllables] ?? '', y, b[syllables] ?? '');
  };
}

function differInOneCharacter(a: string, b: string): boolean {
  const [x, y] = [[...a], [...b]];
  return x.length === y.length && x.length > 1 && x.filter((character, i) => character !== y[i]).length === 1;
}

function contains(a: string, b: string, atLeast: number): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return [...short].length >= atLeast && long.includes(short);
}
