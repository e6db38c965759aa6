/**
 * Gives every distinct text a small number, 1 and up, for all threads that hold the same memory: no thread waits, and
 * nothing has to be merged afterwards. Which number a text gets depends on who came first, so nothing may depend on
 * the numbers themselves but whether two are equal. 0 stands for an absent text.
 *
 * Open addressing over shared arrays. A text is written before its slot is taken by compareExchange, so whoever sees
 * the slot sees the text; who loses the race for a slot leaves a number unused.
 */
export interface SharedDictionary {
  /** [0] the last number given, [1] bytes used of `pool` in units of 8. */
  readonly counters: Int32Array;
  /** Two cells a slot: the number that holds it, 0 = free, and its hash, 0 = not written yet; a power of two of slots. */
  readonly slots: Int32Array;
  /** Three cells a number: hash; where its text begins in `pool`, in units of 8 bytes; length in UTF-16 units, negative
   * where one byte a unit serves (all below U+0100), else two. Side by side, because all three are read together. */
  readonly texts: Int32Array;
  readonly pool: Uint8Array;
}

/** Fixed when it is made, because shared memory does not grow: how many texts and how many UTF-16 units at most. */
export interface DictionarySize {
  readonly texts: number;
  readonly units: number;
}

export function createSharedDictionary({ texts, units }: DictionarySize): SharedDictionary {
  let slotCount = 16;
  while (slotCount * 3 < texts * 4) slotCount *= 2;
  return allocate(texts, units, slotCount);
}

/** For appendText alone. */
export const createSharedTexts = ({ texts, units }: DictionarySize): SharedDictionary => allocate(texts, units, 16);

function allocate(texts: number, units: number, slotCount: number): SharedDictionary {
  // Two numbers may be lost to each race; a thread has at most one in flight.
  const numbers = texts + 1_024;
  const bytes = units * 2 + numbers * 8;
  return {
    counters: new Int32Array(new SharedArrayBuffer(8)),
    slots: new Int32Array(new SharedArrayBuffer(slotCount * 8)),
    texts: new Int32Array(new SharedArrayBuffer(numbers * 12)),
    pool: new Uint8Array(new SharedArrayBuffer(bytes)),
  };
}

/** Keeps a text under a number of its own, without asking whether it is there already; codeOf does not find it. */
export const appendText = (dictionary: SharedDictionary, text: string): number => append(dictionary, text, 0);

/** The text's number, given now if it has none. @throws RangeError when the dictionary is full */
export function codeOf(dictionary: SharedDictionary, text: string): number {
  const { slots } = dictionary;
  const mask = slots.length - 1;
  const hash = hashText(text);
  let number = 0;
  for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
    let holder = Atomics.load(slots, slot);
    if (holder === 0) {
      if (number === 0) number = append(dictionary, text, hash);
      holder = Atomics.compareExchange(slots, slot, 0, number);
      if (holder === 0) {
        slots[slot + 1] = hash;
        return number;
      }
    }
    const held = slots[slot + 1] ?? 0;
    if ((held === 0 || held === hash) && isText(dictionary, holder, text, hash)) return holder;
  }
}

/** The text's number, or -1 where it has none: then nothing in the frame equals it. */
export function findCode(dictionary: SharedDictionary, text: string): number {
  const { slots } = dictionary;
  const mask = slots.length - 1;
  const hash = hashText(text);
  for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
    const holder = slots[slot] ?? 0;
    if (holder === 0) return -1;
    if (isText(dictionary, holder, text, hash)) return holder;
  }
}

/** Whether a long text might not fit any more. */
export const isNearlyFull = ({ counters, pool }: SharedDictionary): boolean =>
  (counters[1] ?? 0) * 8 > pool.length - 65_536;

/** Numbers given so far; a few of them may stand for nothing. */
export const countCodes = ({ counters }: SharedDictionary): number => counters[0] ?? 0;

export function textOf({ texts, pool }: SharedDictionary, number: number): string {
  const start = (texts[number * 3 + 1] ?? 0) * 8;
  const length = texts[number * 3 + 2] ?? 0;
  return length < 0
    ? bufferOf(pool).latin1Slice(start, start - length)
    : bufferOf(pool).ucs2Slice(start, start + 2 * length);
}

/**
 * False only where two texts surely differ in more than one character, or in their length. A character beyond U+FFFF
 * counts as two units: where one may be, the answer is true.
 */
export function mayDifferInOne({ texts, pool }: SharedDictionary, x: number, y: number): boolean {
  const [lengthX, lengthY] = [texts[x * 3 + 2] ?? 0, texts[y * 3 + 2] ?? 0];
  if (lengthX < 0 || lengthY < 0) return true;
  const [p, q] = [(texts[x * 3 + 1] ?? 0) * 8, (texts[y * 3 + 1] ?? 0) * 8];
  let differing = lengthX === lengthY ? 0 : 2;
  for (let i = 0; i < Math.min(lengthX, lengthY); i++) {
    const [highX, highY] = [pool[p + 2 * i + 1] ?? 0, pool[q + 2 * i + 1] ?? 0];
    if ((highX & 0xf8) === 0xd8 || (highY & 0xf8) === 0xd8) return true;
    if (highX !== highY || pool[p + 2 * i] !== pool[q + 2 * i]) differing += 1;
  }
  return differing < 2;
}

/** Node's own decoders, several times as fast as characters one by one, are a Buffer's. */
interface Decoders {
  latin1Slice(start: number, end: number): string;
  ucs2Slice(start: number, end: number): string;
}

const buffers = new WeakMap<Uint8Array, Decoders>();

function bufferOf(pool: Uint8Array): Decoders {
  const known = buffers.get(pool);
  if (known) return known;
  const buffer = Buffer.from(pool.buffer, pool.byteOffset, pool.byteLength);
  buffers.set(pool, buffer as Buffer & Decoders);
  return buffer as Buffer & Decoders;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  // 0 is kept for a hash that is not written yet.
  return hash ^ (hash >>> 13) || 1;
}

function append({ counters, texts, pool }: SharedDictionary, text: string, hash: number): number {
  const number = Atomics.add(counters, 0, 1) + 1;
  const narrow = isNarrow(text);
  const units = (text.length * (narrow ? 1 : 2) + 7) >> 3;
  const start = Atomics.add(counters, 1, units);
  if (number * 3 >= texts.length || (start + units) * 8 > pool.length) {
    throw new RangeError('resolution: a dictionary is full; the frame was made for fewer or shorter values.');
  }
  texts[number * 3] = hash;
  texts[number * 3 + 1] = start;
  texts[number * 3 + 2] = narrow ? -text.length : text.length;
  let place = start * 8;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    pool[place++] = unit & 0xff;
    if (!narrow) pool[place++] = unit >> 8;
  }
  return number;
}

function isNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

function isText({ texts, pool }: SharedDictionary, number: number, text: string, hash: number): boolean {
  if (texts[number * 3] !== hash) return false;
  const length = texts[number * 3 + 2] ?? 0;
  const narrow = length < 0 || text.length === 0;
  if ((narrow ? -length : length) !== text.length) return false;
  let place = (texts[number * 3 + 1] ?? 0) * 8;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (pool[place++] !== (unit & 0xff)) return false;
    if (narrow ? unit > 0xff : pool[place++] !== unit >> 8) return false;
  }
  return true;
}
