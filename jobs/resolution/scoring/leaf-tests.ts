import type { LevelTest } from '../../../schema/model/resolution.ts';
import { packDay, relatePackedDays } from '../../../schema/rules/elements/date-relation.ts';
import { compileLevelTest, partsReadBy } from '../../../schema/rules/resolution/level-test.ts';
import { relatePartMasks } from '../../../schema/rules/resolution/parts/address-parts.ts';
import { equalSlots, slotWidth } from '../frame/fill-slots.ts';
import type { Frame } from '../frame/frame.ts';
import { countCodes, mayDifferInOne, textOf } from '../frame/shared-dictionary.ts';

/** A test of two records by where their rows begin in the frame's cells. */
export type RowTest = (rowA: number, rowB: number) => boolean;

/** A small frame gets a small memory: a push of one record must not clear megabytes. */
const slotBitsOf = (frame: Frame): number => Math.min(16, Math.max(6, 34 - Math.clz32(frame.size)));

/**
 * A test that must read texts, as the rules define it, asked once per combination of values or seldom more: a
 * memory of fixed size, in which an answer overwritten is only computed again.
 */
export function createLeafTest(frame: Frame, leaf: LevelTest): RowTest {
  switch (leaf.test) {
    case 'date':
      return createDateTest(frame, leaf);
    case 'address':
      return createAddressTest(frame, leaf);
    case 'like-name':
      return createOneUnitTest(frame, leaf, `${leaf.part}.folded`);
    case 'one-character':
      return createOneUnitTest(frame, leaf, leaf.part);
    default:
      return createRememberingTest(frame, leaf);
  }
}

/** Texts that differ in one character: nearly every pair is dismissed by a look at the units, before any is a string. */
function createOneUnitTest(frame: Frame, leaf: LevelTest, part: string): RowTest {
  const test = createRememberingTest(frame, leaf);
  const { cells, layout, dictionaries } = frame;
  const column = layout.columns.find(({ name }) => name === part);
  const dictionary = dictionaries[column?.domain ?? 0];
  if (!column || !dictionary) return test;
  return (rowA, rowB) => {
    const [x, y] = [cells[rowA + column.offset] ?? 0, cells[rowB + column.offset] ?? 0];
    return x !== 0 && y !== 0 && mayDifferInOne(dictionary, x, y) && test(rowA, rowB);
  };
}

/** Addresses lie taken apart in the frame: two are related by comparing nine numbers. */
function createAddressTest(frame: Frame, leaf: Extract<LevelTest, { test: 'address' }>): RowTest {
  const { cells, layout } = frame;
  const column = layout.columns.find(({ name }) => name === `${leaf.part}.slots`);
  const other = layout.columns.find(({ name }) => name === `${leaf.with ?? leaf.part}.slots`);
  const slots = frame.slots[column?.domain ?? 0];
  if (!column || !other || !slots) return () => false;
  const relations = new Set<string>(leaf.relations);
  const relates = (x: number, y: number): boolean => {
    if (x === 0 || y === 0) return false;
    const [p, q] = [x * slotWidth, y * slotWidth];
    return relations.has(relatePartMasks(slots[p] ?? 0, slots[q] ?? 0, equalSlots(slots, p, q)));
  };
  const [p, q] = [column.offset, other.offset];
  if (p === q) return (rowA, rowB) => relates(cells[rowA + p] ?? 0, cells[rowB + p] ?? 0);
  return (rowA, rowB) =>
    relates(cells[rowA + p] ?? 0, cells[rowB + q] ?? 0) || relates(cells[rowA + q] ?? 0, cells[rowB + p] ?? 0);
}

/** Dates are related as numbers, several times as fast as any memory of them. */
function createDateTest(frame: Frame, leaf: Extract<LevelTest, { test: 'date' }>): RowTest {
  const { cells, layout, dictionaries } = frame;
  const column = layout.columns.find(({ name }) => name === leaf.part);
  const other = layout.columns.find(({ name }) => name === (leaf.with ?? leaf.part));
  const dictionary = dictionaries[column?.domain ?? 0];
  if (!column || !other || !dictionary) return () => false;
  const days = Int32Array.from({ length: countCodes(dictionary) + 1 }, (_, code) =>
    code === 0 ? 0 : packDay(textOf(dictionary, code)),
  );
  const relations = new Set<string>(leaf.relations);
  const relates = (x: number, y: number): boolean =>
    x !== 0 && y !== 0 && relations.has(relatePackedDays(days[x] ?? 0, days[y] ?? 0));
  const [p, q] = [column.offset, other.offset];
  if (p === q) return (rowA, rowB) => relates(cells[rowA + p] ?? 0, cells[rowB + p] ?? 0);
  return (rowA, rowB) =>
    relates(cells[rowA + p] ?? 0, cells[rowB + q] ?? 0) || relates(cells[rowA + q] ?? 0, cells[rowB + p] ?? 0);
}

/** The rules' own function of texts, behind a direct-mapped memory. */
function createRememberingTest(frame: Frame, leaf: LevelTest): RowTest {
  const { cells, layout, dictionaries } = frame;
  const columns = [...new Set(partsReadBy(leaf))].flatMap((name) =>
    layout.columns.filter((column) => column.name === name),
  );
  const holds = compileLevelTest(leaf);
  const partsOf = (row: number): Readonly<Record<string, string>> => {
    const parts: Record<string, string> = {};
    for (const { name, domain, offset } of columns) {
      const code = cells[row + offset] ?? 0;
      const dictionary = dictionaries[domain];
      if (code !== 0 && dictionary) parts[name] = textOf(dictionary, code);
    }
    return parts;
  };
  const slotBits = slotBitsOf(frame);
  const slotShift = 32 - slotBits;
  const offsets = columns.map(({ offset }) => offset);
  const wide = offsets.length;
  const asked = new Int32Array((1 << slotBits) * wide * 2).fill(-1);
  const answers = new Uint8Array(1 << slotBits);
  return (rowA, rowB) => {
    let hash = 0;
    for (let k = 0; k < wide; k++) {
      const offset = offsets[k] ?? 0;
      hash =
        Math.imul(hash ^ (cells[rowA + offset] ?? 0), 0x9e3779b1) ^ Math.imul(cells[rowB + offset] ?? 0, 0x85ebca6b);
    }
    const slot = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> slotShift;
    const place = slot * wide * 2;
    let known = true;
    for (let k = 0; k < wide; k++) {
      const offset = offsets[k] ?? 0;
      const [a, b] = [cells[rowA + offset] ?? 0, cells[rowB + offset] ?? 0];
      if (asked[place + 2 * k] === a && asked[place + 2 * k + 1] === b) continue;
      known = false;
      asked[place + 2 * k] = a;
      asked[place + 2 * k + 1] = b;
    }
    if (known) return answers[slot] === 1;
    const answer = holds(partsOf(rowA), partsOf(rowB));
    answers[slot] = answer ? 1 : 0;
    return answer;
  };
}
