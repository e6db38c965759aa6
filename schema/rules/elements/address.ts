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
  const { rest, ...place } = readPlaceOf(canonical);
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

/** A door: numbers and letters with the words that follow them, and nothing that could be part of a place's name. */
const plainDoor = /^[0-9][0-9A-Z-]*(?:(?:号楼|[幢栋座号楼层单元门室])[0-9A-Z-]*)*$/;
/** A road's number follows its word at once: then the place does not end where the digits begin. */
const endsInRoad = /[路街巷弄道里条同]$/;
const bracket = /[(（[【]/;
const places = new Map<string, AddressPlace & { readonly rest: string }>();
const mostPlaces = 50_000;

/**
 * readPlace, remembered for what stands before the first digit: a city has some thousand places and millions of doors.
 * Only where what follows can be nothing but a door; the place is then the same whatever the door.
 */
export function readPlaceOf(canonical: string): AddressPlace & { readonly rest: string } {
  const digit = canonical.search(/[0-9A-Z-]/);
  if (digit < 2) return readPlace(canonical);
  const before = canonical.slice(0, digit);
  const door = canonical.slice(digit);
  if (endsInRoad.test(before) || bracket.test(before) || !plainDoor.test(door)) return readPlace(canonical);
  let place = places.get(before);
  if (!place) {
    const read = readPlace(canonical);
    // What it took of the text lies before the door, or the text is not one to remember.
    if (!read.rest.endsWith(door)) return read;
    place = { ...read, rest: read.rest.slice(0, read.rest.length - door.length) };
    if (places.size >= mostPlaces) places.clear();
    places.set(before, place);
  }
  return { ...place, rest: place.rest + door };
}

function dwellingKey(kind: 'E' | 'R', place: string, slots: AddressSlots): string | null {
  if (slots.room === null) return null;
  return `${kind}:${place}/${slots.building ?? ''}/${slots.unit ?? ''}/${slots.room}`;
}
