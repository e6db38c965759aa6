import type { ParsedAddress } from './address.ts';

/**
 * What two addresses say of each other, strongest first. SAME_DOOR: building, unit and room agree, and no part of the
 * place contradicts, though none in common names it (one gives the estate, the other the road).
 */
export type AddressRelation =
  | 'SAME_DWELLING'
  | 'SAME_DOOR'
  | 'SAME_BUILDING'
  | 'SAME_PLACE'
  | 'SAME_STREET'
  | 'DIFFERENT'
  | 'UNKNOWN';

/** What an address is compared by, one bit each. */
export const addressSlots = [
  'prefecture',
  'county',
  'street',
  'estate',
  'road',
  'roadNumber',
  'building',
  'unit',
  'room',
] as const;
const [prefecture, county, street, estate, road, roadNumber, building, unit, room] = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const area = prefecture | county | street;

/** Compares two parsed addresses; UNKNOWN when either names no place at all. */
export function relateAddresses(a: ParsedAddress, b: ParsedAddress): AddressRelation {
  let [hasA, hasB, equal] = [0, 0, 0];
  addressSlots.forEach((slot, place) => {
    if (a[slot] !== null) hasA |= 1 << place;
    if (b[slot] !== null) hasB |= 1 << place;
    if (a[slot] !== null && a[slot] === b[slot]) equal |= 1 << place;
  });
  return relateSlotMasks(hasA, hasB, equal);
}

/**
 * The relation by bits alone: which slots each of two addresses has, and which of those they have in common are equal.
 * Whoever has the slots as numbers compares a million addresses by it.
 */
export function relateSlotMasks(hasA: number, hasB: number, equal: number): AddressRelation {
  if ((hasA & (estate | road)) === 0 || (hasB & (estate | road)) === 0) return 'UNKNOWN';
  const differ = hasA & hasB & ~equal;
  const place = relatePlaces(hasA, hasB, equal, differ);
  if (place === 'contradicts') return equal & street ? 'SAME_STREET' : 'DIFFERENT';
  const sameRoom = (equal & room) !== 0 && (differ & (unit | building)) === 0;
  if (place === 'same') {
    if (sameRoom) return 'SAME_DWELLING';
    return equal & building ? 'SAME_BUILDING' : 'SAME_PLACE';
  }
  if (sameRoom && equal & building) return 'SAME_DOOR';
  return equal & street ? 'SAME_STREET' : 'DIFFERENT';
}

/** `open`: nothing in common names the place, and nothing contradicts. */
function relatePlaces(hasA: number, hasB: number, equal: number, differ: number): 'same' | 'open' | 'contradicts' {
  if (differ & area) return 'contradicts';
  if (equal & estate) return 'same';
  if (hasA & hasB & roadNumber) {
    const sameRoad = (equal & road) !== 0 || ((hasA | hasB) & road) === 0;
    return sameRoad && equal & roadNumber ? 'same' : 'contradicts';
  }
  if (hasA & hasB & estate) return 'contradicts';
  return differ & road ? 'contradicts' : 'open';
}
