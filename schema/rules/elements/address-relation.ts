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

/** Compares two parsed addresses; UNKNOWN when either names no place at all. */
export function relateAddresses(a: ParsedAddress, b: ParsedAddress): AddressRelation {
  if (isEmpty(a) || isEmpty(b)) return 'UNKNOWN';
  const place = relatePlaces(a, b);
  if (place === 'contradicts') return sameText(a.street, b.street) ? 'SAME_STREET' : 'DIFFERENT';
  const sameBuilding = sameText(a.building, b.building);
  const sameRoom = sameText(a.room, b.room) && compatible(a.unit, b.unit) && compatible(a.building, b.building);
  if (place === 'same') {
    if (sameRoom) return 'SAME_DWELLING';
    return sameBuilding ? 'SAME_BUILDING' : 'SAME_PLACE';
  }
  if (sameRoom && sameBuilding) return 'SAME_DOOR';
  return sameText(a.street, b.street) ? 'SAME_STREET' : 'DIFFERENT';
}

/** `open`: nothing in common names the place, and nothing contradicts. */
function relatePlaces(a: ParsedAddress, b: ParsedAddress): 'same' | 'open' | 'contradicts' {
  const divided =
    !compatible(a.prefecture, b.prefecture) || !compatible(a.county, b.county) || !compatible(a.street, b.street);
  if (divided) return 'contradicts';
  if (sameText(a.estate, b.estate)) return 'same';
  const bothNumbered = a.roadNumber !== null && b.roadNumber !== null;
  if (bothNumbered) return a.road === b.road && a.roadNumber === b.roadNumber ? 'same' : 'contradicts';
  if (a.estate !== null && b.estate !== null) return 'contradicts';
  return compatible(a.road, b.road) ? 'open' : 'contradicts';
}

function isEmpty(address: ParsedAddress): boolean {
  return address.estate === null && address.road === null;
}

function sameText(a: string | null, b: string | null): boolean {
  return a !== null && a === b;
}

function compatible(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}
