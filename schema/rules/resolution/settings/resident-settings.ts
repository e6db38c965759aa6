import type { ResolutionSettings } from '../../../model/resolution.ts';
import { residentContactComparisons } from './resident-contact-comparisons.ts';
import { residentIdentityComparisons } from './resident-identity-comparisons.ts';

/** Names that are not one name in another writing. */
const unlikeNames = ['one-character', 'given', 'surname', 'different'];

/** What is compared of two records of residents, and how candidates are found. Data: see ResolutionSettings. */
export const residentSettings: ResolutionSettings = {
  entityType: 'resident',
  version: 'resident-settings-2',
  parts: [
    { kind: 'citizen-document', from: ['documentNumber', 'documentType', 'birthDate', 'name'], into: 'document' },
    { kind: 'person-name', from: ['name'], into: 'name' },
    { kind: 'person-name', from: ['formerName'], into: 'former' },
    { kind: 'date', from: ['birthDate'], elsePart: 'document.birth', into: 'birth' },
    { kind: 'text', from: ['sex'], elsePart: 'document.sex', into: 'sex' },
    { kind: 'phone', from: ['phone'], into: 'phone' },
    { kind: 'phone', from: ['emergencyContactPhone'], into: 'contact' },
    { kind: 'address', from: ['actualAddress'], into: 'home' },
    { kind: 'address', from: ['registeredAddress'], into: 'registered' },
    { kind: 'text', from: ['gridCode'], into: 'grid' },
    { kind: 'text', from: ['healthRecordNumber'], into: 'healthRecord' },
  ],
  comparisons: [...residentIdentityComparisons, ...residentContactComparisons],
  blocking: [
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
  ],
  guards: [
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
    },
    {
      reason: 'NUMBER_ON_TWO_PEOPLE',
      label: { zh: '同一证件号码，姓名、性别均不同', en: 'one number under another name and the other sex' },
      when: { document: ['equal'], name: unlikeNames, sex: ['different'] },
      outcome: 'always-review',
      withinCluster: true,
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
      excusedBy: { name: ['equal', 'former'] },
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
  ],
  caps: [
    {
      // Some fifty pairs of namesakes born the same day stood against a hundred true ones in soiled districts.
      label: {
        zh: '仅姓名与出生日期相同：可能同名同日生',
        en: 'name and birth date alone: perhaps namesakes born the same day',
      },
      when: [
        {
          document: ['missing', 'borrowed', 'two-typos', 'unlike'],
          phone: ['missing', 'different'],
          address: ['missing', 'grid', 'different'],
        },
      ],
      comparisons: ['name', 'birthDate'],
      atMost: 21.5,
    },
    {
      label: {
        zh: '姓名或出生日期不符，同户证据只计一次',
        en: 'name or birth date disagrees: one household counts once',
      },
      when: [
        { name: unlikeNames },
        { birthDate: ['different'], document: ['missing', 'parent-number', 'shared', 'borrowed', 'differ', 'unlike'] },
      ],
      comparisons: ['name', 'phone', 'address'],
      atMost: 6,
    },
    {
      label: {
        zh: '出生日期一处不同，仅姓名与住址相同',
        en: 'one part of the birth date differs: name and dwelling alone do not carry it',
      },
      when: [
        {
          document: ['missing', 'borrowed', 'two-typos', 'unlike'],
          birthDate: ['one-part'],
          phone: ['missing', 'different'],
        },
      ],
      comparisons: ['name', 'address'],
      atMost: 24,
    },
    {
      label: { zh: '无姓名，同户证据只计一次', en: 'no name: one household counts once' },
      when: [
        {
          document: ['missing', 'parent-number', 'shared', 'borrowed', 'two-typos', 'unlike'],
          name: ['child-of', 'same-parent', 'missing'],
        },
      ],
      comparisons: ['phone', 'address'],
      atMost: 10,
    },
    {
      label: {
        zh: '姓名仅音近，同户证据只计一次',
        en: 'names only sound alike: one household counts once',
      },
      when: [{ document: ['missing', 'borrowed', 'two-typos', 'unlike'], name: ['same-sound', 'like'] }],
      comparisons: ['phone', 'address'],
      atMost: 12,
    },
  ],
  cuts: { linkPrecision: 0.985, reviewProbability: 0.5 },
};
