import { type Division, listDivisions } from '../../model/code-tables/divisions.ts';

/** A place name found at the front of a text. `county` names are known per prefecture: 玄武 is a brand elsewhere. */
export interface PlaceMatch {
  readonly level: 'province' | 'prefecture' | 'county';
  /** Short name (南京, 建邺): equal for every way of writing it. */
  readonly short: string;
  readonly length: number;
  /** Written with its suffix (省, 市, 区 …). */
  readonly full: boolean;
  /** Four-digit codes of the prefectures this can be; of a county, those that hold it. */
  readonly prefectures: readonly string[];
}

/** A people's name without 族 is written only right before 自治 (新疆维吾尔自治区). */
const peoples =
  '维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|朝鲜|布依|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|布朗|撒拉|毛南|仫佬|仡佬|普米|德昂|保安|裕固|独龙|回|藏|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|苗|各';
const autonomous = new RegExp(
  `(?:(?:${peoples})族)*(?:(?:${peoples})族|维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯)自治[区州县旗]$`,
);
const suffix = /(?:特别行政区|自治[区州县旗]|地区|(?<=..)新区|[省市区县旗盟州])$/;
/** Names made by statisticians, which nobody writes in front of a company's name. */
const artificial = /市辖区|直辖县级|^县$/;

const names = new Map<string, PlaceMatch[]>();
/** First two characters → lengths of the names that begin so, longest first: most texts need no or one look-up. */
const lengths = new Map<string, number[]>();
readDivisions();

/** What stands at the front of `text`: the longest known name of one of the levels, or null. */
export function placeAtStart(text: string, levels: readonly PlaceMatch['level'][]): PlaceMatch | null {
  for (const length of lengths.get(text.slice(0, 2)) ?? []) {
    if (length > text.length) continue;
    const match = names.get(text.slice(0, length))?.find((place) => levels.includes(place.level));
    if (match !== undefined) return match;
  }
  return null;
}

/** Whether the county is one of that prefecture's. */
export function isCountyOf(county: PlaceMatch, prefecture: PlaceMatch): boolean {
  return county.prefectures.some((code) => prefecture.prefectures.includes(code));
}

/** The place that `text` as a whole names, or null. */
export function placeNamed(text: string): PlaceMatch | null {
  return names.get(text)?.[0] ?? null;
}

/** The short form of a division's name: 江苏省 → 江苏, 湘西土家族苗族自治州 → 湘西, 建邺区 → 建邺. */
export function shortDivisionName(name: string): string {
  if (name.length <= 2) return name;
  if (name === '内蒙古自治区') return '内蒙古';
  const plain = name.replace(autonomous, '');
  const short = plain !== name && plain.length >= 2 ? plain : name.replace(suffix, '');
  return short.length >= 2 ? short : name;
}

function readDivisions(): void {
  for (const division of listDivisions()) {
    if (artificial.test(division.name)) continue;
    const short = shortDivisionName(division.name);
    // A municipality is a province and a city in one: 上海市 stands where a city stands.
    const level = division.level === 'province' && division.name.endsWith('市') ? 'prefecture' : division.level;
    remember(division, level, division.name, short, true);
    if (short !== division.name) remember(division, level, short, short, false);
  }
  for (const name of names.keys()) {
    const start = name.slice(0, 2);
    lengths.set(
      start,
      [...new Set([...(lengths.get(start) ?? []), name.length])].sort((a, b) => b - a),
    );
  }
}

function remember(division: Division, level: PlaceMatch['level'], name: string, short: string, full: boolean): void {
  const prefecture = division.code.length === 2 ? `${division.code}01` : division.code.slice(0, 4);
  const known = names.get(name) ?? [];
  const same = known.findIndex((place) => place.level === level);
  const prefectures = [...(known[same]?.prefectures ?? []), prefecture];
  const place = { level, short, length: name.length, full, prefectures };
  if (same >= 0) known[same] = place;
  else known.push(place);
  names.set(name, known);
}
