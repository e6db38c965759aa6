import { isCountyOf, type PlaceMatch, placeAtStart, shortDivisionName } from './places.ts';

export interface AddressPlace {
  /** Short names without 省/市/区, so that both spellings meet: 江苏, 南京, 建邺. */
  readonly province: string | null;
  readonly prefecture: string | null;
  readonly county: string | null;
  /** 双闸街道, 汤山镇. */
  readonly street: string | null;
  /** The residents' committee when it is named apart from the estate. */
  readonly community: string | null;
  readonly road: string | null;
  readonly roadNumber: string | null;
}

/** Places that the list does not hold: new districts and development zones. Never 小区, 社区, 园区, A 区, 东区. */
const unlistedPrefecture = /^(?:(?![街路镇乡村号社])\p{Script=Han}){2,6}?(?:市|自治州|地区|盟)(?![区市街场民镇路])/u;
const unlistedCounty =
  /^((?:(?![街路镇乡村号])\p{Script=Han}){2,5}?)(?<![小社园校库片城地东西南北中期])[区县旗](?!域)/u;
const zone = /^(?:(?![街路镇乡村号])\p{Script=Han}){0,6}?(?:开发区|高新区|新区)/u;
const street =
  /^((?:(?![路号])[\p{Script=Han}0-9]){1,8}?街道|(?:(?![路号村])\p{Script=Han}){1,5}?(?:镇|乡|苏木)(?![路街大政企]))(?:办事处)?/u;
const committee =
  /^((?:(?![路街巷号])[\p{Script=Han}0-9]){2,10}?)(?:社区居民委员会|社区居委会|居民委员会|居委会|社区)(?!卫生|服务)/u;
const roadWord = '大街|大道|公路|胡同|路|街|巷|弄|道|里|条';
const numberedRoad = new RegExp(
  `^([\\p{Script=Han}A-Z0-9]{0,9}?\\p{Script=Han}??(?:${roadWord}))([0-9]+(?:[-之][0-9]+(?=号))?)(?:号(?!楼)(?:院|大院|(?:之|-)[0-9]+(?=\\p{Script=Han}|$))?|弄|(?=\\p{Script=Han})(?!幢|栋|座|单元|号|室|层|期|村|组))`,
  'u',
);
const bareRoad =
  /^(\p{Script=Han}{1,6}?(?:大街|大道|路|街|巷))(?=\p{Script=Han}{2})(?!小区|社区|新村|花园|公寓|家园|[苑园村城里坊庭府]|[东西南北]苑|一号|二号)/u;
const isRoadWord = /^(?:[东西南北中]?[路街巷道]|大街|大道|新村|小区|社区|街道)/;
const bracketed = /[(（[【]([^)）\]】]*)[)）\]】]?/g;

/** Takes division, street, committee and road off the front of a folded address; `rest` is estate and door. */
export function readPlace(text: string): AddressPlace & { readonly rest: string } {
  const remarks: string[] = [];
  const outside = text.replace(bracketed, (_, inside: string) => {
    remarks.push(inside);
    return '';
  });
  const division = readDivision(outside);
  let rest = division.rest;
  const streetName = street.exec(rest);
  if (streetName !== null) rest = rest.slice(streetName[0].length);
  const community = committee.exec(rest);
  if (community !== null) rest = rest.slice(community[0].length);
  const found = readRoad(rest) ?? remarks.map(readRoad).find((road) => road !== null) ?? null;
  if (found !== null && rest.startsWith(found.text)) rest = rest.slice(found.text.length);
  return {
    province: division.province,
    prefecture: division.prefecture,
    county: division.county,
    street: streetName?.[1] ?? null,
    community: community?.[1] ?? null,
    road: found?.road ?? null,
    roadNumber: found?.number ?? null,
    rest,
  };
}

function readDivision(text: string) {
  let rest = text.replace(/^(?:中华人民共和国|中国)/, '');
  const province = placeAtStart(rest, ['province']);
  const isProvince = province !== null && (province.full || placeAtStart(rest.slice(province.length), ['prefecture']));
  if (province !== null && isProvince) rest = rest.slice(province.length);
  const known = placeAtStart(rest, ['prefecture']);
  let prefecture: string | null = null;
  if (known !== null && (known.full || placeAtStart(rest.slice(known.length), ['county']) !== null)) {
    prefecture = known.short;
    rest = rest.slice(known.length);
  } else {
    const unlisted = placeAtStart(rest, ['county'])?.full === true ? null : unlistedPrefecture.exec(rest);
    if (unlisted !== null) {
      prefecture = unlisted[0].replace(/(?:市|自治州|地区|盟)$/, '');
      rest = rest.slice(unlisted[0].length);
    }
  }
  const county = readCounty(rest, prefecture, known);
  if (county !== null) rest = rest.slice(county.length);
  rest = rest.replace(zone, '');
  return {
    province: isProvince && province !== null ? province.short : null,
    prefecture,
    county: county?.short ?? null,
    rest,
  };
}

/** 建邺区, or 建邺 behind 南京 (both without suffix) unless it names a road there. 南京市玄武湖小区 names no district. */
function readCounty(
  text: string,
  prefecture: string | null,
  knownPrefecture: PlaceMatch | null,
): { readonly short: string; readonly length: number } | null {
  const known = placeAtStart(text, ['county']);
  if (known?.full === true) return known;
  if (known !== null && knownPrefecture?.full === false && prefecture !== null && isCountyOf(known, knownPrefecture)) {
    return isRoadWord.test(text.slice(known.length)) ? null : known;
  }
  if (prefecture === null && !/街道|镇|乡/.test(text)) return null;
  const unlisted = unlistedCounty.exec(text);
  return unlisted === null ? null : { short: shortDivisionName(unlisted[0]), length: unlisted[0].length };
}

function readRoad(
  text: string,
): { readonly road: string; readonly number: string | null; readonly text: string } | null {
  const numbered = numberedRoad.exec(text);
  if (numbered !== null) {
    const number = (numbered[2] ?? '').replace('之', '-').replace(/^0+(?=\d)/, '');
    const lane = numbered[0].endsWith('弄') ? '弄' : '';
    return { road: numbered[1] ?? '', number: number + lane, text: numbered[0] };
  }
  const bare = bareRoad.exec(text);
  return bare === null ? null : { road: bare[1] ?? '', number: null, text: bare[0] };
}
