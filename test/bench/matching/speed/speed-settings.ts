import type { BlockingRule, ResolutionSettings } from '../../../../schema/model/resolution.ts';
import { shippedSettings } from '../../../../schema/rules/resolution/settings/shipped-settings.ts';

/** No cap: both sides of the comparison score every pair that the rules make. */
const uncapped = { cap: 2 ** 30, refine: [], refinedCap: 2 ** 30 } as const;

const rule = (name: string, en: string, zh: string, parts: readonly string[]): BlockingRule => ({
  name,
  label: { en, zh },
  parts,
  ...uncapped,
});

/** The residents' comparisons over the candidate rules of the speed table, the same for every engine. */
export const speedSettings: ResolutionSettings = {
  ...shippedSettings('resident'),
  version: 'speed-table',
  blocking: [
    rule('document', 'same number', '证件号码相同', ['document.number']),
    rule('phone', 'same telephone', '电话相同', ['phone']),
    rule('name', 'same name', '姓名相同', ['name.folded']),
    rule('birth-surname', 'same birth date and surname', '出生日期与姓氏相同', ['birth', 'name.surname']),
    rule('birth-community', 'same birth date and community', '出生日期与社区相同', ['birth', 'grid']),
  ],
};
