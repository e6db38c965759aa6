import { type ParsedAddress, parseAddress } from '../../elements/address.ts';
import { addressSlots, relateAddresses, relateSlotMasks } from '../../elements/address-relation.ts';
import type { MadeParts } from './made-parts.ts';

const separator = '\u0001';

/**
 * `slots`: all that comparison reads, so that every spelling of a place is one value. Blocking keys: `byEstate` and
 * `byRoad` (one flat under its two names), `building`, `estate`.
 */
export function addressParts(raw?: string): MadeParts {
  if (!raw) return {};
  const address = parseAddress(raw);
  if (address.estate === null && address.road === null) return {};
  const place = address.estate ?? (address.roadNumber === null ? null : `${address.road}${address.roadNumber}`);
  return {
    slots: addressSlots.map((name) => address[name] ?? '').join(separator),
    byEstate: address.dwellingKeyByEstate ?? undefined,
    byRoad: address.dwellingKeyByRoad ?? undefined,
    estate: address.estate ?? undefined,
    building: place === null || address.building === null ? undefined : `${place}/${address.building}`,
  };
}

/** The relation of two `slots` texts, as `rules/elements/address-relation.ts` names it. */
export const relateSlots = (a: string, b: string): string => relateParsedSlots(fromSlots(a), fromSlots(b));

/** The same of two addresses of readSlots. What is written alike down to the room is one dwelling. */
function relateParsedSlots(a: ParsedAddress, b: ParsedAddress): string {
  return a.room !== null && isSame(a, b) ? 'SAME_DWELLING' : relateAddresses(a, b);
}

const isSame = (a: ParsedAddress, b: ParsedAddress): boolean =>
  a === b || addressSlots.every((name) => a[name] === b[name]);

const room = 1 << addressSlots.indexOf('room');

/** relateSlots by bits: which slots the two have, and which they have in common are equal. */
export const relatePartMasks = (hasA: number, hasB: number, equal: number): string =>
  hasA === hasB && equal === hasA && hasA & room ? 'SAME_DWELLING' : relateSlotMasks(hasA, hasB, equal);

/** A `slots` text as its nine values, '' where absent, in the order of addressSlots. */
export const splitSlots = (text: string): readonly string[] => text.split(separator);

const parsed = new Map<string, ParsedAddress>();
const mostParsed = 50_000;

/** Remembered, because every level of a comparison asks for the same two; forgotten as a whole to stay small. */
function fromSlots(text: string): ParsedAddress {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const address = readSlots(text);
  parsed.set(text, address);
  return address;
}

/** An address as far as its `slots` text tells it. */
function readSlots(text: string): ParsedAddress {
  const values = splitSlots(text);
  const slot = (name: (typeof addressSlots)[number]): string | null => values[addressSlots.indexOf(name)] || null;
  const [building, unit, room] = [slot('building'), slot('unit'), slot('room')];
  return {
    canonical: '',
    province: null,
    prefecture: slot('prefecture'),
    county: slot('county'),
    street: slot('street'),
    community: null,
    road: slot('road'),
    roadNumber: slot('roadNumber'),
    estate: slot('estate'),
    building,
    unit,
    room,
    slots: { building, unit, room },
    dwellingKeyByEstate: null,
    dwellingKeyByRoad: null,
    dwellingKey: null,
  };
}
