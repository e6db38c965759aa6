import { districtPlace, estatePrefixes, estateSuffixes, roadNames, streetNames } from './data/places.ts';
import type { Dwelling } from './district-model.ts';
import type { Random } from './random.ts';

const residentsPerCommunity = 1000;
const gridsPerCommunity = 4;
const buildings = 40;
const units = 4;
const floors = 18;
const roomsPerFloor = 4;
const dwellingsPerCommunity = buildings * units * floors * roomsPerFloor;

export interface Geography {
  readonly grids: readonly {
    readonly code: string;
    readonly street: string;
    readonly community: string;
    readonly grid: string;
  }[];
  /** A dwelling that nobody was given before. */
  takeDwelling(): Dwelling;
  /** Any dwelling, perhaps somebody's: where people lived before. */
  anyDwelling(): Dwelling;
  wrongGrid(right: string): string;
}

interface Community {
  readonly street: string;
  readonly estate: string;
  readonly road: string;
  readonly code: string;
}

/** Lays out streets, communities of about a thousand residents with one estate each, and four grids per community. */
export function createGeography(random: Random, residents: number): Geography {
  const communities = layOut(residents);
  const grids = communities.flatMap(({ code, street, estate }) =>
    Array.from({ length: gridsPerCommunity }, (_, i) => ({
      code: gridCode(code, i + 1),
      street: `${street}街道`,
      community: `${estate}社区`,
      grid: `第${i + 1}网格`,
    })),
  );
  let taken = 0;
  const dwellingAt = (community: Community, place: number): Dwelling => {
    const building = (place % buildings) + 1;
    const unit = (Math.floor(place / buildings) % units) + 1;
    const floor = (Math.floor(place / (buildings * units)) % floors) + 1;
    const door = (Math.floor(place / (buildings * units * floors)) % roomsPerFloor) + 1;
    return {
      street: community.street,
      estate: community.estate,
      road: community.road,
      building,
      unit,
      room: floor * 100 + door,
      gridCode: gridCode(community.code, Math.ceil((building * gridsPerCommunity) / buildings)),
    };
  };
  const any = (): Dwelling => dwellingAt(random.pick(communities), random.int(dwellingsPerCommunity));

  return {
    grids,
    takeDwelling: () => {
      const community = communities[taken % communities.length] ?? random.pick(communities);
      const ordinal = Math.floor(taken / communities.length);
      if (ordinal >= dwellingsPerCommunity) throw new Error('district: more households than dwellings.');
      taken++;
      // 4789 has no factor in common with 11,520: each dwelling comes once, neighbours far apart.
      return dwellingAt(community, (ordinal * 4789) % dwellingsPerCommunity);
    },
    anyDwelling: any,
    wrongGrid: (right) => {
      const other = random.pick(grids).code;
      return other === right ? gridCode(right.slice(0, 12), (Number(right.slice(12)) % gridsPerCommunity) + 1) : other;
    },
  };
}

function layOut(residents: number): readonly Community[] {
  const most = estatePrefixes.length * estateSuffixes.length;
  const count = Math.min(most, Math.max(6, Math.round(residents / residentsPerCommunity)));
  const streets = streetNames.slice(0, Math.min(streetNames.length, Math.max(3, Math.ceil(count / 3))));
  return Array.from({ length: count }, (_, i) => {
    const streetIndex = i % streets.length;
    const inStreet = Math.floor(i / streets.length) + 1;
    const prefix = estatePrefixes[i % estatePrefixes.length] ?? '';
    const suffix = estateSuffixes[(i + Math.floor(i / estatePrefixes.length)) % estateSuffixes.length] ?? '';
    const round = Math.floor(i / roadNames.length);
    return {
      street: streets[streetIndex] ?? '',
      estate: prefix + suffix,
      road: `${roadNames[i % roadNames.length] ?? ''}${18 + round * 46 + ((i * 7) % 40)}号`,
      code: `${districtPlace.divisionCode}${String(streetIndex + 1).padStart(3, '0')}${String(inStreet).padStart(3, '0')}`,
    };
  });
}

const gridCode = (community: string, sequence: number): string => community + String(sequence).padStart(3, '0');
