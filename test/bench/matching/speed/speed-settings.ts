import type { BlockingRule, ComparisonSettings, ResolutionSettings } from '../../../../schema/model/resolution.ts';
import { shippedSettings } from '../../../../schema/rules/resolution/settings/shipped-settings.ts';

/** No cap: both sides of the comparison score every pair that the rules make. */
const uncapped = { cap: 2 ** 30, refine: [], refinedCap: 2 ** 30 } as const;

const rule = (name: string, en: string, zh: string, parts: readonly string[]): BlockingRule => ({
  name,
  label: { en, zh },
  parts,
  ...uncapped,
});

/** The peer compares no address as text; the community stands for it on both sides. */
const community: ComparisonSettings = {
  name: 'address',
  label: { en: 'Community', zh: '社区' },
  levels: [
    {
      key: 'missing',
      label: { en: 'missing', zh: '一方没有' },
      when: { test: 'absent', part: 'grid' },
      neutral: true,
      m: 0,
    },
    { key: 'grid', label: { en: 'equal', zh: '相同' }, when: { test: 'equal', part: 'grid' }, m: 0.9 },
    {
      key: 'different',
      label: { en: 'different', zh: '不同' },
      when: { test: 'otherwise' },
      m: 0.1,
      atMost: 0,
      atLeast: -4,
    },
  ],
};

const shipped = shippedSettings('resident');
const compared = new Set(['document', 'name', 'birth', 'sex', 'phone', 'grid']);

/**
 * The residents' comparisons, guards and caps over the candidate rules of the speed table and over the columns that the
 * peer compares: name, birth date, sex, number, telephone, community.
 */
export const speedSettings: ResolutionSettings = {
  ...shipped,
  version: 'speed-table',
  parts: shipped.parts.filter(({ into }) => compared.has(into)),
  comparisons: shipped.comparisons.map((comparison) => (comparison.name === 'address' ? community : comparison)),
  blocking: [
    rule('document', 'same number', '证件号码相同', ['document.number']),
    rule('phone', 'same telephone', '电话相同', ['phone']),
    rule('name', 'same name', '姓名相同', ['name.folded']),
    rule('birth-surname', 'same birth date and surname', '出生日期与姓氏相同', ['birth', 'name.surname']),
    rule('birth-community', 'same birth date and community', '出生日期与社区相同', ['birth', 'grid']),
  ],
};
