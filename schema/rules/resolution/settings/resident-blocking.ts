import type { BlockingRule } from '../../../model/resolution.ts';

/** How candidates among residents are found. */
export const residentBlocking: readonly BlockingRule[] = [
  {
    name: 'document',
    label: { zh: '证件号码相同', en: 'same document number' },
    parts: ['document.number'],
    cap: 50,
    refine: [['name.pinyin'], ['birth']],
    refinedCap: 200,
  },
  {
    name: 'phone',
    label: { zh: '电话相同', en: 'same telephone' },
    parts: ['phone'],
    cap: 40,
    refine: [['birth.year'], ['name.folded']],
    refinedCap: 200,
  },
  {
    name: 'name',
    label: { zh: '姓名相同', en: 'same name' },
    parts: ['name.folded'],
    cap: 40,
    refine: [['birth.year'], ['birth.monthDay'], ['home.building'], ['grid']],
    refinedCap: 200,
  },
  {
    name: 'birth-surname',
    label: { zh: '出生日期与姓氏读音相同', en: 'same birth date and surname by sound' },
    parts: ['birth', 'name.surnamePinyin'],
    cap: 100,
    refine: [['home.estate'], ['grid'], ['name.pinyin'], ['phone']],
    refinedCap: 300,
  },
  {
    // The newborn without a name or a number, whose address one department writes by its road, the other by its estate.
    name: 'birth-grid',
    label: { zh: '出生日期与网格相同', en: 'same birth date and grid' },
    parts: ['birth', 'grid'],
    cap: 50,
    refine: [['sex']],
    refinedCap: 100,
  },
  {
    name: 'sound-year',
    label: { zh: '姓名同音且出生年份相同', en: 'same name by sound and birth year' },
    parts: ['name.pinyin', 'birth.year'],
    cap: 50,
    refine: [['birth.monthDay'], ['home.building'], ['grid']],
    refinedCap: 200,
  },
  {
    name: 'dwelling-estate',
    label: { zh: '住址相同', en: 'same dwelling' },
    parts: ['home.byEstate'],
    cap: 40,
    refine: [['birth.year'], ['name.pinyin']],
    refinedCap: 200,
  },
  {
    name: 'dwelling-road',
    label: { zh: '住址（按路名）相同', en: 'same dwelling by road' },
    parts: ['home.byRoad'],
    cap: 40,
    refine: [['birth.year'], ['name.pinyin']],
    refinedCap: 200,
  },
];
