import type { ComparisonSettings } from '../../../model/resolution.ts';
import { different, missing } from './common-levels.ts';

/** Who a resident is. Starting values of m are guesses of the right size; EM replaces them. */
export const residentIdentityComparisons: readonly ComparisonSettings[] = [
  {
    name: 'document',
    label: { zh: '证件号码', en: 'Document number' },
    levels: [
      missing('document.number'),
      {
        key: 'parent-number',
        label: { zh: '相同，但一方是用父母号码登记的孩子', en: 'equal, but one is a child under a parent’s number' },
        when: {
          test: 'all',
          of: [
            { test: 'equal', part: 'document.number' },
            { test: 'either', part: 'document.standing', is: 'parent' },
          ],
        },
        neutral: true,
        m: 0,
      },
      {
        key: 'shared',
        label: { zh: '相同，但与一方的出生日期不符', en: 'equal, but it contradicts the birth date of one' },
        when: {
          test: 'all',
          of: [
            { test: 'equal', part: 'document.number' },
            { test: 'either', part: 'document.standing', is: 'borrowed' },
          ],
        },
        neutral: true,
        m: 0,
      },
      {
        key: 'borrowed',
        label: { zh: '一方用的是他人的号码', en: 'one carries somebody else’s number' },
        when: {
          test: 'any',
          of: [
            { test: 'either', part: 'document.standing', is: 'borrowed' },
            { test: 'either', part: 'document.standing', is: 'parent' },
          ],
        },
        neutral: true,
        m: 0,
      },
      {
        key: 'equal',
        label: { zh: '相同', en: 'equal' },
        when: { test: 'equal', part: 'document.number' },
        m: 0.9,
      },
      {
        key: 'typo',
        label: { zh: '一方校验不符，仅一处笔误', en: 'one breaks its check and they are one slip apart' },
        when: {
          test: 'all',
          of: [
            { test: 'either', part: 'document.standing', is: 'unsound' },
            { test: 'edits', part: 'document.number', atMost: 1 },
          ],
        },
        m: 0.05,
        atMost: 12,
      },
      {
        key: 'two-typos',
        label: { zh: '一方校验不符，两处笔误', en: 'one breaks its check and they are two slips apart' },
        when: {
          test: 'all',
          of: [
            { test: 'either', part: 'document.standing', is: 'unsound' },
            { test: 'edits', part: 'document.number', atMost: 2 },
          ],
        },
        m: 0.01,
        atMost: 8,
      },
      {
        key: 'differ',
        label: { zh: '均有效但不同', en: 'both valid and different' },
        when: { test: 'both', part: 'document.standing', is: 'sound' },
        m: 0.001,
        atMost: -6,
        atLeast: -12,
      },
      {
        key: 'unlike',
        label: { zh: '不同，但不能都核验', en: 'different, not both verifiable' },
        when: { test: 'otherwise' },
        m: 0.04,
        atMost: -2,
        atLeast: -8,
      },
    ],
  },
  {
    name: 'name',
    label: { zh: '姓名', en: 'Name' },
    levels: [
      {
        key: 'child-of',
        label: { zh: '一方是另一方的未取名子女', en: 'one is the other’s child without a name' },
        when: { test: 'equal', part: 'name.parent', with: 'name.folded' },
        neutral: true,
        m: 0,
      },
      {
        key: 'same-parent',
        label: { zh: '均为同一父母的未取名子女', en: 'both children without a name of one parent' },
        when: { test: 'equal', part: 'name.parent' },
        neutral: true,
        m: 0,
      },
      missing('name.folded'),
      {
        key: 'equal',
        label: { zh: '相同', en: 'equal' },
        when: { test: 'equal', part: 'name.folded' },
        frequencyOf: 'name.folded',
        frequencyBy: 'birth.decade',
        m: 0.92,
      },
      {
        key: 'former',
        label: { zh: '与曾用名相同', en: 'equals the former name' },
        when: { test: 'equal', part: 'name.folded', with: 'former.folded' },
        m: 0.005,
      },
      {
        key: 'same-sound',
        label: { zh: '同音', en: 'same sound' },
        when: { test: 'equal', part: 'name.pinyin' },
        frequencyOf: 'name.pinyin',
        frequencyBy: 'birth.decade',
        m: 0.03,
      },
      {
        key: 'like',
        label: { zh: '一字音近或无法辨认', en: 'one character alike in sound or illegible' },
        when: { test: 'like-name', part: 'name' },
        m: 0.02,
      },
      {
        key: 'one-character',
        label: { zh: '同姓，一字不同', en: 'same surname, one character differs' },
        when: {
          test: 'all',
          of: [
            { test: 'equal', part: 'name.surnamePinyin' },
            { test: 'one-character', part: 'name.folded' },
          ],
        },
        frequencyOf: 'name.surnamePinyin',
        m: 0.005,
        atMost: 0,
        atLeast: -5,
      },
      {
        key: 'given',
        label: { zh: '名相同、姓不同', en: 'same given name, other surname' },
        when: { test: 'equal', part: 'name.givenPinyin' },
        m: 0.003,
        atMost: 0,
        atLeast: -6,
      },
      {
        key: 'surname',
        label: { zh: '仅同姓', en: 'surname only' },
        when: { test: 'equal', part: 'name.surnamePinyin' },
        frequencyOf: 'name.surnamePinyin',
        m: 0.005,
        atMost: -3,
        atLeast: -7,
      },
      different(0.003, { atMost: -5, atLeast: -10 }),
    ],
  },
  {
    name: 'birthDate',
    label: { zh: '出生日期', en: 'Date of birth' },
    levels: [
      missing('birth'),
      {
        key: 'equal',
        label: { zh: '相同', en: 'equal' },
        when: { test: 'equal', part: 'birth' },
        // 1 January stands for an unknown day.
        frequencyOf: 'birth',
        m: 0.95,
      },
      {
        key: 'equal-number',
        label: { zh: '与对方证件号码中的日期相同', en: 'equals the date in the other’s number' },
        when: { test: 'equal', part: 'birth', with: 'document.birth' },
        m: 0.01,
      },
      {
        key: 'slip',
        label: {
          zh: '月日颠倒、年差一岁、阴历月或缺月日',
          en: 'day and month swapped, a year or month off, day unknown',
        },
        when: {
          test: 'date',
          part: 'birth',
          relations: ['DAY_MONTH_SWAPPED', 'YEAR_OFF_BY_ONE', 'MONTH_OFF_BY_ONE', 'SAME_YEAR_DEFAULT_DAY'],
        },
        // EM sees slips mostly where a number proves the date (equal-number); where none does they are as frequent.
        m: 0.03,
        atLeast: 5,
      },
      {
        key: 'one-part',
        label: { zh: '一处不同', en: 'one part differs' },
        when: { test: 'date', part: 'birth', relations: ['ONE_DIGIT', 'ONE_PART'] },
        m: 0.01,
        atLeast: -5,
      },
      different(0.005, { atMost: -5, atLeast: -10 }),
    ],
  },
  {
    name: 'sex',
    label: { zh: '性别', en: 'Sex' },
    levels: [
      missing('sex'),
      { key: 'equal', label: { zh: '相同', en: 'equal' }, when: { test: 'equal', part: 'sex' }, m: 0.99 },
      different(0.01, { atMost: -3, atLeast: -7 }),
    ],
  },
];
