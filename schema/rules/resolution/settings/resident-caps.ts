import type { EvidenceCap } from '../../../model/resolution.ts';
import { unlikeNames } from './unlike-names.ts';

/** What a household shares is one fact, and a name with a birth date is not yet a person. */
export const residentCaps: readonly EvidenceCap[] = [
  {
    // Names and birthdays go together more often than chance: registers copied from each other, names of a fashion.
    label: {
      zh: '仅姓名与出生日期相同：同名同日生多于偶然',
      en: 'name and birth date alone: more namesakes born the same day than chance has',
    },
    when: [
      {
        document: ['missing', 'borrowed', 'two-typos', 'unlike', 'differ'],
        name: ['equal'],
        birthDate: ['equal'],
        phone: ['missing', 'different'],
        address: ['missing', 'grid', 'different'],
      },
    ],
    comparisons: ['name', 'birthDate'],
    limit: {
      kind: 'observed',
      among: {
        document: ['differ'],
        name: ['equal'],
        birthDate: ['equal'],
        phone: ['missing', 'different'],
        address: ['missing', 'grid', 'different'],
      },
    },
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
    limit: { kind: 'odds', atMost: -11 },
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
    limit: { kind: 'odds', atMost: 9 },
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
    limit: { kind: 'odds', atMost: -5 },
  },
  {
    label: {
      zh: '姓名仅音近，同户证据只计一次',
      en: 'names only sound alike: one household counts once',
    },
    when: [{ document: ['missing', 'borrowed', 'two-typos', 'unlike'], name: ['same-sound', 'like'] }],
    comparisons: ['phone', 'address'],
    limit: { kind: 'odds', atMost: -3 },
  },
];
