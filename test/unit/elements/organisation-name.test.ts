import fc from 'fast-check';
import { organisationNameForms } from '../../../schema/rules/elements/organisation-name.ts';

const core = (name: string) => {
  const forms = organisationNameForms(name);
  return `${forms.core}|${forms.branchMarker ?? ''}`;
};

describe('one organisation in two spellings has one core', () => {
  test.each([
    ['with and without the district', '南京市建邺区苏宁西宾馆', '南京市苏宁西宾馆'],
    ['district without suffixes', '南京建邺苏宁三宾馆', '南京市建邺区苏宁三宾馆'],
    ['city moved into full-width brackets', '玄武（南京）诊所', '南京市建邺区玄武诊所'],
    ['city moved into half-width brackets', '福源(南京)社区服务中心', '南京建邺福源社区服务中心'],
    ['district moved into brackets', '福源(南京市建邺区)社区服务中心', '南京建邺福源社区服务中心'],
    ['legal form', '南京市凯旋苏宁酒店有限责任公司', '凯旋苏宁（南京）酒店有限公司'],
    ['province in front', '江苏省南京市天和典当有限公司', '南京天和典当有限公司'],
    ['branch of one parent', '南京市天和锦江印章制作有限公司兴隆分公司', '天和锦江（南京）印章制作有限公司兴隆分公司'],
    ['traditional script', '南京市天和賓館', '南京市天和宾馆'],
    ['blanks', '南京市 天和 宾馆', '南京市天和宾馆'],
    ['partnership in brackets', '天和商贸中心（有限合伙）', '天和商贸中心'],
    ['a district that no list holds', '南京市江北新区同济诊所', '南京市同济诊所'],
    ['another city', '杭州西湖区春晖老年协会', '杭州市春晖老年协会'],
    ['a small city with its district', '安康汉滨同济诊所', '安康市汉滨区同济诊所'],
  ])('%s: %s = %s', (_, a, b) => {
    expect(core(a)).toBe(core(b));
  });
});

describe('different organisations keep different cores', () => {
  test.each([
    ['branch and parent', '南京市天和宾馆', '南京市天和宾馆南苑分店'],
    ['two branches', '南京市天和宾馆兴隆分店', '南京市天和宾馆南苑分店'],
    ['department of a hospital', '康宁医院有限公司', '康宁医院有限公司门诊部'],
    ['kind', '南京市天和宾馆', '南京市天和诊所'],
    ['brand', '南京市天和宾馆', '南京市天和北宾馆'],
    ['brand that looks like a district', '南京市玄武天和诊所', '南京市建邺区天和诊所'],
    ['brand that begins like a city', '安康宁诊所', '宁诊所'],
    ['two hospitals named after districts', '南京鼓楼医院', '南京玄武医院'],
  ])('%s: %s ≠ %s', (_, a, b) => {
    expect(core(a)).not.toBe(core(b));
  });
});

test.each([
  ['南京市建邺区鼎新瑞祥宾馆南苑分店', '鼎新瑞祥', '宾馆', null, '南苑分店', ['南京', '建邺']],
  ['南京市天和锦江印章制作有限公司兴隆分公司', '天和锦江', '印章制作', '有限公司', '兴隆分公司', ['南京']],
  ['如家酒店第二分店', '如家', '酒店', null, '第二分店', []],
  ['南京市建邺区新世纪阳光社区服务中心', '新世纪阳光', '社区服务中心', null, null, ['南京', '建邺']],
  ['仁爱门诊部', '仁爱', '门诊部', null, null, []],
  ['南京市第一医院', '第一', '医院', null, null, ['南京']],
  ['南京市建邺区人民医院', '建邺', '人民医院', null, null, ['南京', '建邺']],
  ['江苏省苏州市星海集团股份有限公司', '星海', null, '股份有限公司', null, ['江苏', '苏州']],
  ['阿里巴巴（中国）有限公司', '阿里巴巴', null, '有限公司', null, []],
  ['西安市莲湖区志愿者协会', '莲湖', '志愿者协会', null, null, ['西安', '莲湖']],
])('%s is taken apart', (raw, brand, kind, legalForm, branchMarker, places) => {
  expect(organisationNameForms(raw)).toMatchObject({ brand, kind, legalForm, branchMarker, places });
});

test('the canonical name has full-width brackets and no blanks between Han characters', () => {
  expect(organisationNameForms(' 玄武 (南京) 诊所 ').canonical).toBe('玄武（南京）诊所');
});

test('a name without any words leaves every part empty', () => {
  expect(organisationNameForms(' ')).toMatchObject({ core: '', brand: '', kind: null, branchMarker: null });
});

test('normalising twice is the same as once, and a name with words always has a brand', () => {
  const word = fc.constantFrom(
    '南京市',
    '建邺区',
    '南京',
    '建邺',
    '玄武',
    '天和',
    '（',
    '）',
    '(',
    ')',
    '有限公司',
    '有限责任公司',
    '诊所',
    '分店',
    '第二',
    '公司',
    ' ',
    '店',
    '中心',
    '劉',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(word, { maxLength: 7 }).map((w) => w.join('')),
  );
  fc.assert(
    fc.property(typed, (raw) => {
      const once = organisationNameForms(raw);
      expect(organisationNameForms(once.canonical)).toEqual(once);
      expect(organisationNameForms(once.folded).folded).toBe(once.folded);
      if (/\p{Script=Han}/u.test(once.folded)) expect(once.brand).not.toBe('');
    }),
    { numRuns: 500 },
  );
});
