import { findDivision, listDivisions } from '../../../schema/model/code-tables/divisions.ts';
import { shortDivisionName } from '../../../schema/rules/elements/places.ts';

test.each([
  ['320105', '建邺区', 'county'],
  ['3201', '南京市', 'prefecture'],
  ['320100', '南京市', 'prefecture'],
  ['320000', '江苏省', 'province'],
  ['32', '江苏省', 'province'],
])('the division %s is %s (%s)', (code, name, level) => {
  expect(findDivision(code)).toMatchObject({ name, level });
});

test('a code that this year’s list lacks is unknown', () => {
  expect(findDivision('413026')).toBeNull();
});

test('every division has its parents', () => {
  const orphans = listDivisions().filter(({ code }) => code.length > 2 && findDivision(code.slice(0, -2)) === null);
  expect(orphans).toEqual([]);
  expect(listDivisions().length).toBeGreaterThan(3300);
});

test.each([
  ['江苏省', '江苏'],
  ['内蒙古自治区', '内蒙古'],
  ['广西壮族自治区', '广西'],
  ['新疆维吾尔自治区', '新疆'],
  ['西藏自治区', '西藏'],
  ['香港特别行政区', '香港'],
  ['湘西土家族苗族自治州', '湘西'],
  ['陵水黎族自治县', '陵水'],
  ['长白朝鲜族自治县', '长白'],
  ['三都水族自治县', '三都'],
  ['建邺区', '建邺'],
  ['浦东新区', '浦东'],
  ['阿里地区', '阿里'],
  ['锡林郭勒盟', '锡林郭勒'],
  ['沙市区', '沙市'],
])('%s is %s for short', (name, short) => {
  expect(shortDivisionName(name)).toBe(short);
});
