import { createSlots } from './fill-slots.ts';
import { datasetDomain, datasetOffset, type FrameLayout, keyOffset } from './frame-layout.ts';
import {
  appendText,
  codeOf,
  createSharedDictionary,
  createSharedTexts,
  type DictionarySize,
  type SharedDictionary,
  textOf,
} from './shared-dictionary.ts';

/**
 * Records in comparison form as one table of numbers, row by row: what a pair of records is compared by lies in one or
 * two cache lines each, and two equal numbers are two equal texts. All of it is shared memory, so it goes to a thread
 * without being copied.
 */
export interface Frame {
  readonly layout: FrameLayout;
  /** Records. */
  readonly size: number;
  /** `cells[record * layout.width + offset]`: number of the part's text in its domain's dictionary; 0 = absent. */
  readonly cells: Int32Array;
  readonly dictionaries: readonly SharedDictionary[];
  /** Domain → its addresses taken apart, null of domains of other things: fill-slots.ts. */
  readonly slots: readonly (Int32Array | null)[];
  readonly slotTexts: SharedDictionary;
  /** The records' keys; with the dataset they order records where everything else is equal. */
  readonly keys: SharedDictionary;
  /** Bits that a record's value adds to a level's weight, as texts: fill-frequencies.ts. */
  readonly frequencies: SharedDictionary;
}

export interface FrameSizes {
  /** Distinct texts of a domain at most; without it every record may state its own. */
  readonly textsOf?: (domain: number) => number;
  /** UTF-16 units of an average text; memory that no text takes is never touched. */
  readonly unitsPerText?: number;
}

/** @param size records */
export function createFrame(layout: FrameLayout, size: number, sizes: FrameSizes = {}): Frame {
  const domainSize = (domain: number): DictionarySize => {
    if (domain === datasetDomain) return { texts: 4_096, units: 4_096 * 64 };
    const most = size * layout.columns.filter((column) => column.domain === domain).length + 256;
    const texts = Math.min(most, sizes.textsOf?.(domain) ?? most);
    return { texts, units: texts * (sizes.unitsPerText ?? 40) + 65_536 };
  };
  const sizesOf = Array.from({ length: layout.domains }, (_, domain) => domainSize(domain));
  return {
    layout,
    size,
    cells: new Int32Array(new SharedArrayBuffer(size * layout.width * 4)),
    dictionaries: sizesOf.map(createSharedDictionary),
    slots: sizesOf.map(({ texts }, domain) => (layout.addressDomains.includes(domain) ? createSlots(texts) : null)),
    slotTexts: createSharedDictionary({ texts: Math.min(size * 9, 1_000_000) + 256, units: size * 8 + 65_536 }),
    keys: createSharedTexts({ texts: size, units: size * 24 + 65_536 }),
    frequencies: createSharedDictionary({ texts: 65_536, units: 65_536 * 24 }),
  };
}

/** Codes one text into the record's row. */
export function setCell(frame: Frame, record: number, domain: number, offset: number, text: string | undefined): void {
  const dictionary = frame.dictionaries[domain];
  if (text === undefined || !dictionary) return;
  frame.cells[record * frame.layout.width + offset] = codeOf(dictionary, text);
}

/** Notes whose record it is. A frame whose records stand in (dataset, key) order may leave the keys out. */
export function setName(frame: Frame, record: number, dataset: string, key: string | null): void {
  setCell(frame, record, datasetDomain, datasetOffset, dataset);
  if (key !== null) frame.cells[record * frame.layout.width + keyOffset] = appendText(frame.keys, key);
}

/** The record's key; where keys were left out its place, written so that texts stand in the order of places. */
export function readKey(frame: Frame, record: number): string {
  const code = frame.cells[record * frame.layout.width + keyOffset] ?? 0;
  return code === 0 ? String(record).padStart(12, '0') : textOf(frame.keys, code);
}

/** What the record states for a part, or undefined. */
export function readCell(frame: Frame, record: number, domain: number, offset: number): string | undefined {
  const code = frame.cells[record * frame.layout.width + offset] ?? 0;
  const dictionary = frame.dictionaries[domain];
  return code === 0 || !dictionary ? undefined : textOf(dictionary, code);
}
