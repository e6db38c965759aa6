import type { LevelTest } from './resolution.ts';

/** Whether `test` can hold only where `earlier` holds too, as far as the two can be told from how they are written. */
export function implies(test: LevelTest, earlier: LevelTest): boolean {
  if (earlier.test === 'otherwise' || isSame(test, earlier)) return true;
  if (earlier.test === 'any') return earlier.of.some((one) => implies(test, one));
  if (test.test === 'any') return test.of.every((one) => implies(one, earlier));
  if (earlier.test === 'all') return earlier.of.every((one) => implies(test, one));
  if (test.test === 'all') return test.of.some((one) => implies(one, earlier));
  if (test.test === 'both' && earlier.test === 'either') return test.part === earlier.part && test.is === earlier.is;
  return onSameParts(test, earlier) && isStricter(test, earlier);
}

/** Of two tests on the same parts: whether the first asks at least as much as the second. */
function isStricter(test: LevelTest, earlier: LevelTest): boolean {
  const equal = test.test === 'equal';
  switch (earlier.test) {
    case 'edits':
      return equal || (test.test === 'edits' && test.atMost <= earlier.atMost);
    case 'jaro-winkler':
      return equal || (test.test === 'jaro-winkler' && test.atLeast >= earlier.atLeast);
    case 'start':
      return equal || (test.test === 'start' && test.characters >= earlier.characters);
    case 'words':
    case 'words-within':
    case 'contains':
    case 'begins':
      return test.test === earlier.test && test.atLeast >= earlier.atLeast;
    case 'near-date':
      return test.test === 'near-date' && test.days <= earlier.days;
    case 'date':
    case 'address':
      return test.test === earlier.test && test.relations.every((one) => earlier.relations.includes(one));
    default:
      return false;
  }
}

function onSameParts(test: LevelTest, earlier: LevelTest): boolean {
  return partsOf(test).join(' ') === partsOf(earlier).join(' ');
}

const partsOf = (test: LevelTest): readonly string[] =>
  'part' in test ? ['with' in test && test.with !== undefined ? [test.part, test.with].sort() : test.part].flat() : [];

const isSame = (a: LevelTest, b: LevelTest): boolean => JSON.stringify(a) === JSON.stringify(b);
