import { areaAncestors, areaLevel, checkGridCode } from '../../../schema/rules/elements/grid-code.ts';

test.each([
  ['320105001001004', '320105001001004'],
  [' 320105 001001004', '320105001001004'],
  ['３２０１０５００１００１００４', '320105001001004'],
])('the grid %p is %s of its community', (raw, canonical) => {
  expect(checkGridCode(raw)).toEqual({ canonical, valid: true, problems: [], community: '320105001001' });
});

test.each([
  ['', 'EMPTY'],
  ['320105001001', 'LENGTH'],
  ['3201050010010040', 'LENGTH'],
  ['32010500100100X', 'CHARACTERS'],
])('%p is no grid code: %s', (raw, problem) => {
  expect(checkGridCode(raw)).toMatchObject({ valid: false, problems: [problem], community: null });
});

test('another profile accepts the 20 digits of CJ/T 349', () => {
  const profile = { communityDigits: 12, sequenceDigits: 8 };
  expect(checkGridCode('32010500100100000001', profile).valid).toBe(true);
  expect(checkGridCode('320105001001004', profile).valid).toBe(false);
});

test('a grid lies in its community, street, county, prefecture and province', () => {
  expect(areaAncestors('320105001001004')).toEqual([
    { level: 'community', code: '320105001001' },
    { level: 'street', code: '320105001' },
    { level: 'county', code: '320105' },
    { level: 'prefecture', code: '3201' },
    { level: 'province', code: '32' },
  ]);
  expect(areaAncestors('320105').map((area) => area.code)).toEqual(['3201', '32']);
  expect(areaAncestors('32')).toEqual([]);
});

test('the number of digits tells the level of an area', () => {
  expect(
    ['32', '3201', '320105', '320105001', '320105001001', '320105001001004', '3'].map((code) => areaLevel(code)),
  ).toEqual(['province', 'prefecture', 'county', 'street', 'community', 'grid', null]);
});
