import { readDoor } from './address-door.ts';
import { type AddressPlace, readPlace } from './address-place.ts';
import { foldAddress } from './address-text.ts';

/** The three parts of a flat's number, in plain digits or capital letters without leading zeros. */
export interface AddressSlots {
  readonly building: string | null;
  readonly unit: string | null;
  readonly room: string | null;
}

export interface ParsedAddress extends AddressPlace, AddressSlots {
  /** Folded for reading and comparing: half-width, no blanks, no full stops; the text as sent stays with the record. */
  readonly canonical: string;
  /** Estate, compound or village, without 小区/社区 at its end. */
  readonly estate: string | null;
  readonly slots: AddressSlots;
  /** One flat, named by its estate / by its road and number; null where that part or the room is missing. */
  readonly dwellingKeyByEstate: string | null;
  readonly dwellingKeyByRoad: string | null;
  /** By estate if possible, else by road. Two spellings of one flat may still need both keys (see relateAddresses). */
  readonly dwellingKey: string | null;
}

/** Reads a Chinese postal address into its parts. Unreadable text leaves them null; never throws. */
export function parseAddress(raw: string): ParsedAddress {
  const canonical = foldAddress(raw);
  const { rest, ...place } = readPlace(canonical);
  const door = readDoor(rest, place.community);
  const slots: AddressSlots = { building: door.building, unit: door.unit, room: door.room };
  const estate = door.estate;
  // A committee that is followed at once by a building is itself the estate.
  const community = door.communityIsEstate ? null : place.community;
  const byEstate = estate === null || slots.building === null ? null : dwellingKey('E', estate, slots);
  const byRoad =
    place.road === null || place.roadNumber === null ? null : dwellingKey('R', place.road + place.roadNumber, slots);
  return {
    canonical,
    ...place,
    community,
    estate,
    ...slots,
    slots,
    dwellingKeyByEstate: byEstate,
    dwellingKeyByRoad: byRoad,
    dwellingKey: byEstate ?? byRoad,
  };
}

function dwellingKey(kind: 'E' | 'R', place: string, slots: AddressSlots): string | null {
  if (slots.room === null) return null;
  return `${kind}:${place}/${slots.building ?? ''}/${slots.unit ?? ''}/${slots.room}`;
}
