import type { PairGuard } from '../../../model/resolution.ts';
import { unlikeNames } from './unlike-names.ts';

/** Residents who must not be linked by weight alone; the first that holds decides. */
export const residentGuards: readonly PairGuard[] = [
  {
    reason: 'VALID_IDS_DIFFER',
    label: {
      zh: '两个有效证件号码不同，姓名也不同',
      en: 'two valid document numbers that differ, and other names',
    },
    when: { document: ['differ'], name: ['like', ...unlikeNames] },
    outcome: 'distinct',
    withinCluster: true,
  },
  {
    reason: 'VALID_IDS_DIFFER',
    label: { zh: '两个有效证件号码不同', en: 'two valid document numbers that differ' },
    when: { document: ['differ'] },
    outcome: 'review',
    without: ['document'],
    // More than namesakes born the same day can show: a dwelling or a telephone as well.
    restAtLeast: 11,
    withinCluster: true,
  },
  {
    reason: 'CHILD_UNDER_PARENT_NUMBER',
    label: { zh: '孩子以父母的名义或号码登记', en: 'a child entered under a parent’s name or number' },
    when: { document: ['parent-number'], name: ['child-of', 'missing'] },
    outcome: 'distinct',
    withinCluster: true,
  },
  {
    reason: 'NUMBER_ON_TWO_PEOPLE',
    label: {
      zh: '如父母子女般年龄的两人使用同一证件号码，住处与电话均不同',
      en: 'one number on two people a generation apart who share neither dwelling nor telephone',
    },
    when: {
      document: ['parent-number'],
      name: unlikeNames,
      phone: ['missing', 'different'],
      address: ['different'],
    },
    outcome: 'always-review',
    withinCluster: true,
  },
  {
    reason: 'CHILD_UNDER_PARENT_NUMBER',
    label: { zh: '孩子以父母的号码登记', en: 'a child entered under a parent’s number' },
    when: { document: ['parent-number'], name: unlikeNames },
    outcome: 'distinct',
    withinCluster: true,
  },
  {
    reason: 'CHILD_UNDER_PARENT_NUMBER',
    label: { zh: '孩子以父母的名义登记', en: 'a child entered under a parent’s name' },
    when: { name: ['child-of'] },
    outcome: 'distinct',
    withinCluster: true,
  },
  {
    reason: 'NUMBER_ON_TWO_PEOPLE',
    label: { zh: '两人使用同一证件号码', en: 'one number on two people' },
    when: { document: ['shared'], name: unlikeNames },
    outcome: 'always-review',
    withinCluster: true,
  },
  {
    reason: 'NUMBER_ON_TWO_PEOPLE',
    label: {
      zh: '同一证件号码，姓名、出生日期、住处均不同',
      en: 'one number under other names, birth dates and dwellings',
    },
    when: {
      document: ['equal'],
      name: unlikeNames,
      birthDate: ['missing', 'equal-number', 'slip', 'one-part', 'different'],
      address: ['missing', 'building', 'grid', 'different'],
    },
    outcome: 'always-review',
    withinCluster: true,
    excusedBy: [{ document: ['equal'], birthDate: ['equal'] }],
  },
  {
    reason: 'NUMBER_ON_TWO_PEOPLE',
    label: { zh: '同一证件号码，姓名、性别均不同', en: 'one number under another name and the other sex' },
    when: { document: ['equal'], name: unlikeNames, sex: ['different'] },
    outcome: 'always-review',
    withinCluster: true,
    excusedBy: [{ document: ['equal'], birthDate: ['equal'], sex: ['equal'] }],
  },
  {
    reason: 'TWINS',
    label: { zh: '同日出生而姓名不同，可能是双胞胎', en: 'born the same day under other names: perhaps twins' },
    when: {
      document: ['missing', 'borrowed', 'two-typos', 'unlike'],
      name: unlikeNames,
      birthDate: ['equal', 'equal-number'],
    },
    outcome: 'review',
    withinCluster: true,
    excusedBy: [{ name: ['equal', 'former'] }, { document: ['equal', 'typo'] }],
  },
  {
    reason: 'TWINS',
    label: { zh: '同日出生而号码不同，可能是双胞胎', en: 'born the same day under unlike numbers: perhaps twins' },
    when: {
      document: ['borrowed', 'two-typos', 'unlike'],
      name: ['like'],
      birthDate: ['equal', 'equal-number'],
    },
    outcome: 'review',
    withinCluster: false,
  },
  {
    reason: 'TWINS',
    label: {
      zh: '同日出生、姓名相近而性别不同，可能是双胞胎',
      en: 'born the same day under like names, of different sex: perhaps twins',
    },
    when: {
      document: ['missing', 'borrowed', 'two-typos', 'unlike'],
      name: ['same-sound', 'like'],
      birthDate: ['equal', 'equal-number'],
      sex: ['different'],
    },
    outcome: 'review',
    withinCluster: false,
  },
  {
    reason: 'TWINS',
    label: { zh: '同一父母未取名的孩子，可能是双胞胎', en: 'children without a name of one parent: perhaps twins' },
    when: { document: ['missing', 'borrowed', 'two-typos', 'unlike'], name: ['same-parent'] },
    outcome: 'review',
    withinCluster: false,
  },
];
