import fc from 'fast-check';
import { parseAddress } from '../../../schema/rules/elements/address.ts';

test('an address with every part is read into its parts', () => {
  expect(parseAddress('江苏省南京市建邺区双闸街道水西门大街112号奥体新城32幢3单元403室')).toEqual({
    canonical: '江苏省南京市建邺区双闸街道水西门大街112号奥体新城32幢3单元403室',
    province: '江苏',
    prefecture: '南京',
    county: '建邺',
    street: '双闸街道',
    community: null,
    road: '水西门大街',
    roadNumber: '112',
    estate: '奥体新城',
    building: '32',
    unit: '3',
    room: '403',
    slots: { building: '32', unit: '3', room: '403' },
    dwellingKeyByEstate: 'E:奥体新城/32/3/403',
    dwellingKeyByRoad: 'R:水西门大街112/32/3/403',
    dwellingKey: 'E:奥体新城/32/3/403',
  });
});

describe('one flat has one key', () => {
  test.each([
    '双闸街道奥体新城32栋3单元403',
    '建邺区奥体新城32-3-403',
    '奥体新城小区32号楼3单元403室',
    '南京市建邺区奥体新城32座三单元403号',
    '南京建邺奥体新城３２幢３单元４０３室',
    '奥体新城 32 幢 3 单元 403 室',
    '奥体新城三十二幢三单元四〇三室',
    '奥体新城32幢3单元4楼403室',
    '奥体新城032幢03单元403室',
    '奧體新城32棟3單元403室',
    '奥体新城（水西门大街112号）32幢3单元403室',
    '双闸街道奥体社区奥体新城32幢3单元403室',
    '奥体新城32#3-403',
  ])('named by its estate: %s', (raw) => {
    expect(parseAddress(raw).dwellingKeyByEstate).toBe('E:奥体新城/32/3/403');
  });

  test.each([
    '南京市建邺区水西门大街112号32幢3单元403室',
    '江苏省南京市建邺区双闸街道水西门大街112号奥体新城32幢3单元403室',
    '水西门大街112号32-3-403',
    '奥体新城（水西门大街112号）32幢3单元403室',
  ])('named by its road: %s', (raw) => {
    expect(parseAddress(raw).dwellingKeyByRoad).toBe('R:水西门大街112/32/3/403');
  });

  test.each([
    '文晖街道春江3社区12幢2单元1203室',
    '文晖街道春江3小区12-2-1203',
    '杭州市文晖街道春江3社区12号楼2单元1203',
  ])('in the other district’s forms: %s', (raw) => {
    expect(parseAddress(raw).dwellingKey).toBe('E:春江3/12/2/1203');
  });
});

test('the four ways of writing any flat share its keys', () => {
  const han = fc.constantFrom('金陵世纪花园', '锁金新村', '长江之家', '万达华府', '拉萨路小区', '翠园', '龙湖2期');
  const road = fc.constantFrom('奥体大街', '云锦路', '中山北路', '三元巷', '幸福大道');
  const street = fc.constantFrom('兴隆街道', '南苑街道', '小市街道', '汤山镇');
  const number = (max: number) => fc.integer({ min: 1, max });
  fc.assert(
    fc.property(han, road, street, number(999), number(60), number(6), number(3304), (estate, way, st, no, b, u, r) => {
      const full = parseAddress(`江苏省南京市建邺区${st}${way}${no}号${estate}${b}幢${u}单元${r}室`);
      const byStreet = parseAddress(`${st}${estate}${b}栋${u}单元${r}`);
      const dashed = parseAddress(`建邺区${estate}${b}-${u}-${r}`);
      const byRoad = parseAddress(`南京市建邺区${way}${no}号${b}幢${u}单元${r}室`);
      expect(full.dwellingKey).not.toBeNull();
      expect(byStreet.dwellingKey).toBe(full.dwellingKeyByEstate);
      expect(dashed.dwellingKey).toBe(full.dwellingKeyByEstate);
      expect(byRoad.dwellingKey).toBe(full.dwellingKeyByRoad);
      expect(byRoad.slots).toEqual(full.slots);
    }),
  );
});

test.each([
  [
    '上海市浦东新区延安路123弄4号502室',
    { prefecture: '上海', county: '浦东', road: '延安路', roadNumber: '123弄', building: '4', room: '502' },
  ],
  [
    '南京市鼓楼区中山北路81号405室',
    { county: '鼓楼', roadNumber: '81', building: null, dwellingKey: 'R:中山北路81///405' },
  ],
  ['汤山镇东风村3组12号', { street: '汤山镇', estate: '东风村', building: '3组', room: '12' }],
  ['南京市小市街道菜市场路12号', { prefecture: '南京', street: '小市街道', road: '菜市场路', roadNumber: '12' }],
  ['南京市江北新区沿江街道浦洲路8号龙湖2期5幢1单元101室', { county: '江北', estate: '龙湖2期', roadNumber: '8' }],
  ['荆州市沙市区北京路1号', { prefecture: '荆州', county: '沙市', road: '北京路' }],
  ['广西壮族自治区桂林市七星区三元路5号', { province: '广西', prefecture: '桂林', road: '三元路', roadNumber: '5' }],
  ['内蒙古自治区呼和浩特市新城区', { province: '内蒙古', prefecture: '呼和浩特', county: '新城' }],
  ['长江之家A区3幢101', { estate: '长江之家A区', building: '3', unit: null, room: '101' }],
  ['长江之家东区3幢101', { county: null, estate: '长江之家东区' }],
  ['幸福路5号院3号楼二单元1203室', { road: '幸福路', roadNumber: '5', building: '3', unit: '2', room: '1203' }],
  ['燕山路万达华府3幢101室', { road: '燕山路', roadNumber: null, estate: '万达华府' }],
  ['南京市玄武湖小区3幢101', { county: null, estate: '玄武湖' }],
  ['南京建邺路12号3幢1单元101室', { county: null, road: '建邺路' }],
  ['拉萨路小区3-4-501', { road: null, estate: '拉萨路' }],
])('%s is read as a clerk would read it', (raw, parts) => {
  expect(parseAddress(raw)).toMatchObject(parts);
});

test.each(['', '不详', '双闸街道', '南京市建邺区沙洲街道梦都大街75号', '奥体新城32幢'])(
  '%p names no single flat',
  (raw) => {
    expect(parseAddress(raw).dwellingKey).toBeNull();
  },
);

test('reading any text never fails, and folding twice is the same as once', () => {
  const part = fc.constantFrom(
    '江苏省',
    '南京市',
    '区',
    '街道',
    '路',
    '号',
    '幢',
    '单元',
    '室',
    '三',
    '十',
    '12',
    '-',
    '（',
    '）',
    '村',
    '组',
    ' ',
    '奥体',
    '㈠',
    '社区',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(part, { maxLength: 12 }).map((p) => p.join('')),
  );
  fc.assert(
    fc.property(typed, (raw) => {
      const once = parseAddress(raw);
      expect(parseAddress(once.canonical)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});
