import { readsParts } from '../../../schema/model/part-names.ts';
import type { PreparedRecord } from '../../../schema/model/resolution.ts';
import type { MadeParts } from '../../../schema/rules/resolution/parts/made-parts.ts';
import { partMaker } from '../../../schema/rules/resolution/parts/part-maker.ts';
import { type Frame, setCell, setName } from './frame.ts';
import { madeName, type PartGroup } from './frame-layout.ts';
import { codeOf, createSharedDictionary, isNearlyFull } from './shared-dictionary.ts';

/** Puts records that are prepared already into the frame, the first at `from`. */
export function fillFromPrepared(frame: Frame, records: readonly PreparedRecord[], from = 0): void {
  const { columns } = frame.layout;
  records.forEach((record, place) => {
    setName(frame, from + place, record.dataset, record.key);
    for (const { name, domain, offset } of columns) setCell(frame, from + place, domain, offset, record.parts[name]);
  });
}

/** Puts the record at this place into the frame from its values, as prepareRecord and fillFromPrepared together would. */
export type FrameWriter = (
  place: number,
  dataset: string,
  key: string | null,
  values: Readonly<Record<string, string | undefined>>,
) => void;

/**
 * Writes records straight from their values: a combination of values that was met before costs one look-up, because
 * the codes of its parts are remembered. Not for sharing between threads.
 */
export function createFrameWriter(frame: Frame): FrameWriter {
  const { groups } = frame.layout;
  const earlier: EarlierParts = new Map();
  const wanted = new Set(
    groups.flatMap(({ settings: { kind, from, elsePart } }) => [
      ...(readsParts.has(kind) ? from : []),
      ...(elsePart === undefined ? [] : [elsePart]),
    ]),
  );
  const writers = groups.flatMap((group) => {
    const kept = [...wanted].flatMap((name) => {
      const made = madeName(group.settings.into, name);
      return made === null ? [] : [{ name, made }];
    });
    return group.columns.length === 0 && kept.length === 0 ? [] : [createGroupWriter(frame, group, kept, earlier)];
  });
  return (place, dataset, key, values) => {
    setName(frame, place, dataset, key);
    for (const write of writers) write(place, values);
  };
}

/** What the record being written made so far of the parts that others are made of, or that stand in for others. */
type EarlierParts = Map<string, string | undefined>;

type GroupWriter = (place: number, values: Readonly<Record<string, string | undefined>>) => void;

function createGroupWriter(
  frame: Frame,
  { settings, columns }: PartGroup,
  kept: readonly { readonly name: string; readonly made: string }[],
  earlier: EarlierParts,
): GroupWriter {
  const { cells, layout } = frame;
  const { from, elsePart } = settings;
  const make = partMaker(settings);
  const ofParts = readsParts.has(settings.kind);
  const dictionaries = columns.map(({ domain }) => frame.dictionaries[domain]);
  const codeAt = (c: number, text: string | undefined): number => {
    const dictionary = dictionaries[c];
    return text && dictionary ? codeOf(dictionary, text) : 0;
  };
  const remembered =
    recurring.has(settings.kind) && from.length === 1 && kept.length === 0
      ? createMemory(columns.length, (value, codes, at) => {
          const parts = make(value);
          for (let c = 0; c < columns.length; c++) codes[at + c] = codeAt(c, parts[columns[c]?.made ?? '']);
        })
      : null;
  const write = (row: number, parts: MadeParts): void => {
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c];
      if (column) cells[row + column.offset] = codeAt(c, parts[column.made]);
    }
    for (const { name, made } of kept) earlier.set(name, parts[made] || undefined);
  };
  const given: (string | undefined)[] = from.map(() => undefined);
  let lastRow = -1;
  /** Takes the values in and tells whether they are those of the record before. */
  const isAsBefore = (values: Readonly<Record<string, string | undefined>>): boolean => {
    let same = lastRow >= 0;
    for (let n = 0; n < from.length; n++) {
      let value = ofParts ? earlier.get(from[n] ?? '') : values[from[n] ?? ''];
      if (n === 0 && value === undefined && elsePart !== undefined) value = earlier.get(elsePart);
      if (given[n] !== value) same = false;
      given[n] = value;
    }
    return same;
  };
  return (place, values) => {
    const row = place * layout.width;
    if (isAsBefore(values)) {
      // A household stands together in a register, and so do the records of one person: every third value is the last.
      for (let c = 0; c < columns.length; c++) {
        const offset = columns[c]?.offset ?? 0;
        cells[row + offset] = cells[lastRow + offset] ?? 0;
      }
      lastRow = row;
      return;
    }
    lastRow = row;
    const value = given[0];
    if (given.every(isMissing)) {
      // Every maker makes nothing of nothing, and a frame begins empty.
      for (const { name } of kept) earlier.set(name, undefined);
    } else if (remembered && value) {
      const at = remembered.find(value);
      for (let c = 0; c < columns.length; c++) cells[row + (columns[c]?.offset ?? 0)] = remembered.codes[at + c] ?? 0;
    } else {
      write(row, make(...given));
    }
  };
}

const isMissing = (value: string | undefined): boolean => !value;

/** Kinds of which few values serve many records, and that cost more to make than to look up. */
const recurring: ReadonlySet<string> = new Set(['person-name', 'organisation-name', 'date', 'text']);
const mostRemembered = 300_000;

/** The codes that a value's parts have, by value. */
interface Memory {
  /** The codes of a value begin where `find` says. Read them before the next call. */
  readonly codes: Int32Array;
  find(value: string): number;
}

/** Numbers in a table of fixed size, not a Map of objects: at ten million values the collector would have the last word. */
function createMemory(width: number, make: (value: string, codes: Int32Array, at: number) => void): Memory {
  const codes = new Int32Array((mostRemembered + 2) * width);
  let known = createSharedDictionary({ texts: mostRemembered, units: mostRemembered * 8 });
  let made = 0;
  return {
    codes,
    find: (value) => {
      if (made >= mostRemembered || isNearlyFull(known)) {
        known = createSharedDictionary({ texts: mostRemembered, units: mostRemembered * 8 });
        made = 0;
      }
      const number = codeOf(known, value);
      if (number > made) {
        made = number;
        make(value, codes, number * width);
      }
      return number * width;
    },
  };
}
