import type { ComparisonSettings } from '../../../model/resolution.ts';
import { different, missing } from './common-levels.ts';

/**
 * Starting values of m are guesses of the right size; EM replaces them. A code is unique in the whole country, which
 * frequencies within one district cannot show: hence its least weight.
 */
export const legalEntityComparisons: readonly ComparisonSettings[] = [
  {
    name: 'code',
    label: { zh: '统一社会信用代码', en: 'Credit code' },
    levels: [
      missing('code.text'),
      {
        key: 'equal',
        label: { zh: '相同', en: 'equal' },
        when: { test: 'equal', part: 'code.text' },
        m: 0.8,
        atLeast: 16,
      },
      {
        key: 'organisation',
        label: { zh: '其中的组织机构代码相同', en: 'same organisation code inside' },
        when: { test: 'equal', part: 'code.organisation' },
        m: 0.1,
        atLeast: 16,
      },
      {
        key: 'typo',
        label: { zh: '一方校验不符且相差不超过两处', en: 'one breaks its check and they differ in at most two places' },
        when: {
          test: 'all',
          of: [
            { test: 'either', part: 'code.standing', is: 'unsound' },
            { test: 'edits', part: 'code.text', atMost: 2 },
          ],
        },
        m: 0.05,
        atMost: 12,
      },
      {
        key: 'differ',
        label: { zh: '均有效但不同', en: 'both valid and different' },
        when: { test: 'both', part: 'code.standing', is: 'sound' },
        m: 0.002,
        atMost: -6,
        atLeast: -12,
      },
      {
        key: 'unlike',
        label: { zh: '不同，但不能都核验', en: 'different, not both verifiable' },
        when: { test: 'otherwise' },
        m: 0.03,
        atMost: -1,
        atLeast: -6,
      },
    ],
  },
  {
    name: 'name',
    label: { zh: '名称', en: 'Name' },
    levels: [
      missing('name.folded'),
      {
        key: 'equal',
        label: { zh: '主体相同', en: 'same core' },
        when: { test: 'equal', part: 'name.core' },
        frequencyOf: 'name.core',
        m: 0.85,
      },
      {
        key: 'same-sound',
        label: { zh: '主体同音', en: 'core sounds the same' },
        when: { test: 'equal', part: 'name.pinyin' },
        m: 0.03,
      },
      {
        key: 'former',
        label: { zh: '与曾用名称相同', en: 'equals the former name' },
        when: { test: 'equal', part: 'name.core', with: 'former.core' },
        m: 0.02,
      },
      {
        key: 'brand',
        label: { zh: '字号相同、业态不同', en: 'same brand, other kind' },
        when: { test: 'equal', part: 'name.brand' },
        m: 0.06,
      },
      {
        key: 'like',
        label: { zh: '字号相近', en: 'brand alike' },
        when: {
          test: 'any',
          of: [
            { test: 'contains', part: 'name.brand', atLeast: 2 },
            { test: 'one-character', part: 'name.brand' },
          ],
        },
        m: 0.04,
      },
      different(0.03, { atLeast: -10 }),
    ],
  },
  {
    name: 'branch',
    label: { zh: '分支', en: 'Branch' },
    levels: [
      {
        key: 'equal',
        label: { zh: '相同', en: 'the same' },
        when: { test: 'equal', part: 'name.branch' },
        neutral: true,
        m: 0,
      },
      {
        key: 'different',
        label: { zh: '不同', en: 'different' },
        when: { test: 'otherwise' },
        neutral: true,
        m: 0,
      },
    ],
  },
  {
    name: 'address',
    label: { zh: '地址', en: 'Address' },
    levels: [
      missing('site.slots'),
      {
        key: 'dwelling',
        label: { zh: '同一门牌', en: 'same door' },
        when: { test: 'address', part: 'site', relations: ['SAME_DWELLING', 'SAME_DOOR'] },
        m: 0.8,
      },
      {
        key: 'building',
        label: { zh: '同一楼幢', en: 'same building' },
        when: { test: 'address', part: 'site', relations: ['SAME_BUILDING'] },
        m: 0.05,
        atLeast: -2,
      },
      { key: 'grid', label: { zh: '同一网格', en: 'same grid' }, when: { test: 'equal', part: 'grid' }, m: 0.05 },
      different(0.1, { atLeast: -4 }),
    ],
  },
  {
    name: 'representative',
    label: { zh: '法定代表人', en: 'Legal representative' },
    levels: [
      missing('representative.folded'),
      {
        key: 'equal',
        label: { zh: '相同', en: 'equal' },
        when: { test: 'equal', part: 'representative.folded' },
        frequencyOf: 'representative.folded',
        m: 0.8,
      },
      {
        key: 'same-sound',
        label: { zh: '同音', en: 'same sound' },
        when: { test: 'equal', part: 'representative.pinyin' },
        m: 0.03,
        atLeast: 5,
      },
      different(0.17, { atLeast: -3 }),
    ],
  },
  {
    name: 'phone',
    label: { zh: '电话', en: 'Telephone' },
    levels: [
      missing('phone'),
      { key: 'equal', label: { zh: '相同', en: 'equal' }, when: { test: 'equal', part: 'phone' }, m: 0.6, atMost: 7 },
      different(0.4, { atLeast: -1 }),
    ],
  },
];
