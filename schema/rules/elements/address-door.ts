export interface AddressDoor {
  readonly estate: string | null;
  /** True when the text named no estate but a committee right before the building: that is the estate then. */
  readonly communityIsEstate: boolean;
  readonly building: string | null;
  readonly unit: string | null;
  readonly room: string | null;
}

const buildingWord = '号楼|幢|栋|座|#楼?|号(?=[0-9]|-)|楼(?=[0-9A-Z]+(?:单元|门|室))';
const building = new RegExp(`([0-9]+[A-Z]?|[A-Z][0-9]{0,2}|[甲乙丙丁])(?:${buildingWord})`);
const unit = /^-?([0-9]+|[A-Z]|[甲乙丙丁东中西])(?:单元|门|梯|-(?=[0-9]))/;
const floor = /^-?(?:[0-9]+)(?:层|楼)(?=[0-9A-Z])/;
const room = /^-?([A-Z]?[0-9]+[A-Z]?)(?:-[0-9])?(?:室|房|号|户|$)/;
const dashed = /([0-9]+[A-Z]?|[A-Z][0-9]?)-(?:([0-9]+|[A-Z])-)?([0-9]+[A-Z]?)(?:室|号|房)?$/;
const unitOnly = /([0-9]+|[A-Z])单元-?([0-9]+[A-Z]?)(?:室|号|房)?$/;
const roomOnly = /^(.*?)([0-9]+[A-Z]?)室$/;
/** A house in a village: group and number stand where a flat has building and room. */
const villageHouse =
  /^(\p{Script=Han}{1,8}(?<!新)村)(?:民委员会|委会)?(\p{Script=Han}{0,6}?)(?:([0-9]+)(?:村民小组|组|社|队))?([0-9]+)号?$/u;

/** Reads estate, building, unit and room from what follows the road. */
export function readDoor(rest: string, community: string | null): AddressDoor {
  const house = villageHouse.exec(rest);
  if (house !== null) {
    const [, village = '', hamlet = '', group, number] = house;
    return door(village + hamlet, community, group === undefined ? '0组' : `${plain(group)}组`, null, number);
  }
  const found = building.exec(rest);
  if (found !== null) {
    const tail = readTail(rest.slice(found.index + found[0].length));
    return door(rest.slice(0, found.index), community, found[1], tail.unit, tail.room);
  }
  const numbers = dashed.exec(rest);
  if (numbers !== null) return door(rest.slice(0, numbers.index), community, numbers[1], numbers[2], numbers[3]);
  const unitRoom = unitOnly.exec(rest);
  if (unitRoom !== null) return door(rest.slice(0, unitRoom.index), community, undefined, unitRoom[1], unitRoom[2]);
  const alone = roomOnly.exec(rest);
  if (alone !== null) return door(alone[1] ?? '', community, undefined, undefined, alone[2]);
  return door(rest, community, undefined, undefined, undefined);
}

function readTail(text: string): { readonly unit: string | undefined; readonly room: string | undefined } {
  const unitMatch = unit.exec(text);
  let tail = unitMatch === null ? text : text.slice(unitMatch[0].length);
  tail = tail.replace(floor, '');
  return { unit: unitMatch?.[1], room: room.exec(tail)?.[1] };
}

function door(
  estateText: string,
  community: string | null,
  buildingText: string | undefined,
  unitText: string | null | undefined,
  roomText: string | undefined,
): AddressDoor {
  const own = estateName(estateText);
  const communityIsEstate = own === null && community !== null && buildingText !== undefined;
  return {
    estate: communityIsEstate ? community : own,
    communityIsEstate,
    building: plain(buildingText),
    unit: plain(unitText),
    room: plain(roomText),
  };
}

function estateName(text: string): string | null {
  const trimmed = text.replace(/^[-号]+|[-第]+$/g, '');
  const short = trimmed.replace(/(?:居民|住宅)?[小社]区$/, '');
  const name = short.length >= 2 ? short : trimmed;
  return name.length >= 2 ? name : null;
}

function plain(text: string | null | undefined): string | null {
  return text === null || text === undefined || text === '' ? null : text.replace(/^0+(?=[0-9])/, '');
}
