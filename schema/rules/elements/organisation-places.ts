import { isCountyOf, type PlaceMatch, placeAtStart, placeNamed } from './places.ts';

/** A district that the list does not hold, right behind its city; never 社区, 小区, 校区. */
const unlistedCounty = /^(\p{Script=Han}{2,4}?)(?<![社小园校库片城地院])(?:新区|开发区|区|县)(?=\p{Script=Han}{2})/u;

/** Cities whose bare name opens a name as a place. Others (安康, 永州, 宁德) are as often a brand. */
const majorCities = new Set(
  (
    '北京 上海 天津 重庆 石家庄 太原 呼和浩特 沈阳 长春 哈尔滨 南京 杭州 合肥 福州 南昌 济南 郑州 武汉 长沙 广州 南宁 海口 成都 贵阳 昆明 ' +
    '拉萨 西安 兰州 西宁 银川 乌鲁木齐 深圳 苏州 无锡 常州 南通 徐州 扬州 镇江 盐城 淮安 连云港 泰州 宿迁 宁波 温州 嘉兴 湖州 绍兴 青岛 烟台 ' +
    '大连 厦门 泉州 佛山 东莞 珠海 洛阳 芜湖 桂林 三亚'
  ).split(' '),
);

/**
 * Takes the divisions off the front of an organisation's name: 江苏省, 南京市, 建邺区, and 南京建邺 without suffixes.
 * One province, one prefecture, one county at most, so that a brand named after a place (玄武, 长江) survives.
 * `remarks` are texts from brackets, in which a moved prefix may stand: 天和(南京)酒店. A bare name at the front is then
 * the brand.
 */
export function readOrganisationPlaces(
  text: string,
  remarks: readonly string[],
): { readonly text: string; readonly places: readonly string[] } {
  const moved = remarks.flatMap((remark) => (remark === '' ? [] : readOrganisationPlaces(remark, []).places));
  const front = readFront(text, moved.length === 0);
  return { text: text.slice(front.length), places: [...moved, ...front.places] };
}

function readFront(
  text: string,
  bareAllowed: boolean,
): { readonly length: number; readonly places: readonly string[] } {
  const places: string[] = [];
  let length = 0;
  const take = (place: { readonly short: string; readonly length: number }) => {
    places.push(place.short);
    length += place.length;
  };
  const province = accept(placeAtStart(text, ['province']), text, 0, bareAllowed);
  if (province !== null) take(province);
  const city = accept(placeAtStart(text.slice(length), ['prefecture']), text, length, bareAllowed);
  const prefecture = city !== null && (city.full || isPlain(city, text.slice(length))) ? city : null;
  if (prefecture !== null) take(prefecture);
  const county = readCounty(text.slice(length), prefecture);
  if (county !== null) take(county);
  return { length, places };
}

function accept(place: PlaceMatch | null, text: string, at: number, bareAllowed: boolean): PlaceMatch | null {
  if (place === null || place.full) return place;
  const whole = text.length === at + place.length;
  return bareAllowed || whole ? place : null;
}

/** A bare city is a place when it is a major one, stands alone, or one of its own districts follows. */
function isPlain(city: PlaceMatch, text: string): boolean {
  const county = placeAtStart(text.slice(city.length), ['county']);
  return majorCities.has(city.short) || text.length === city.length || (county !== null && inside(county, city));
}

function readCounty(
  text: string,
  prefecture: PlaceMatch | null,
): { readonly short: string; readonly length: number } | null {
  const county = placeAtStart(text, ['county']);
  if (county !== null && (county.full || inside(county, prefecture))) return county;
  if (prefecture === null) return placeNamed(text)?.level === 'county' ? placeNamed(text) : null;
  const unlisted = unlistedCounty.exec(text);
  return unlisted === null ? null : { short: unlisted[1] ?? '', length: unlisted[0].length };
}

/** A county without its suffix counts only behind a city without its suffix, and only behind its own. */
function inside(county: PlaceMatch, prefecture: PlaceMatch | null): boolean {
  return prefecture !== null && !prefecture.full && isCountyOf(county, prefecture);
}
