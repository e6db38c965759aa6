import { describe, expect, test } from '@jest/globals';
import type { DoubtReason, PairOutcome } from '../../../schema/model/resolution.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { explainPair } from '../../../schema/rules/resolution/explain/explain-pair.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { citizenId, flat, resident } from './resolution-records.ts';

const model = shippedModel('resident');
const number = citizenId('1974-08-11', '002');
const typo = `${number.slice(0, 9)}${(Number(number[9]) + 1) % 10}${number.slice(10)}`;
const wang = {
  name: '王丽华',
  documentNumber: number,
  sex: '2',
  birthDate: '1974-08-11',
  phone: '13812345678',
  actualAddress: flat(12, 1502),
};
const child = { sex: '2', birthDate: '2026-08-26', actualAddress: flat(21, 903) };
const without = (values: Readonly<Record<string, string>>, ...names: string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

type Case = readonly [
  title: string,
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
  outcome: PairOutcome,
  guard: DoubtReason | null,
];

const cases: readonly Case[] = [
  ['the same person in two registers is linked', wang, wang, 'link', null],
  [
    'a number with one slip, a homophone and another way to write the flat still link',
    wang,
    { ...wang, documentNumber: typo, name: '王莉华', actualAddress: '建邺区金陵世纪花园12-2-1502' },
    'link',
    null,
  ],
  [
    'a missing number is no evidence: name, birth date and dwelling link',
    wang,
    without({ ...wang, actualAddress: '奥体大街1号12幢2单元1502室' }, 'documentNumber', 'phone'),
    'link',
    null,
  ],
  [
    'two valid different numbers never link by themselves, a person is asked when the rest agrees',
    wang,
    { ...wang, documentNumber: citizenId('1974-08-11', '046', '340103') },
    'review',
    'VALID_IDS_DIFFER',
  ],
  [
    'namesakes born the same day with different numbers and homes are distinct and nobody is asked',
    wang,
    {
      ...wang,
      documentNumber: citizenId('1974-08-11', '046', '340103'),
      phone: '13900000001',
      actualAddress: flat(30, 301),
    },
    'distinct',
    'VALID_IDS_DIFFER',
  ],
  [
    'a newborn under the mother’s number does not join her',
    wang,
    { ...wang, name: '李子轩', sex: '1', birthDate: '2026-03-01' },
    'distinct',
    'CHILD_UNDER_PARENT_NUMBER',
  ],
  [
    'a child without a name does not join the mother it is named after',
    wang,
    { name: '王丽华之子', sex: '1', birthDate: '2026-03-01', phone: wang.phone, actualAddress: wang.actualAddress },
    'distinct',
    'CHILD_UNDER_PARENT_NUMBER',
  ],
  [
    'a child without a name or birth date under the mother’s number does not join her',
    wang,
    { name: '王丽华之女', documentNumber: number, phone: wang.phone, actualAddress: wang.actualAddress },
    'distinct',
    'CHILD_UNDER_PARENT_NUMBER',
  ],
  [
    'twins of one household are not linked when a number is missing',
    { ...wang, name: '陈梦涵', birthDate: '2025-09-20', documentNumber: citizenId('2025-09-20', '002') },
    without({ ...wang, name: '陈梦瑶', birthDate: '2025-09-20' }, 'documentNumber'),
    'distinct',
    'TWINS',
  ],
  [
    'one number on two people of unlike birth dates is shown to a person',
    wang,
    { name: '张强', documentNumber: number, sex: '1', birthDate: '1980-02-03', actualAddress: flat(30, 301) },
    'review',
    'NUMBER_ON_TWO_PEOPLE',
  ],
  [
    'spouses who share telephone and home are distinct',
    without(wang, 'documentNumber'),
    { name: '李建国', sex: '1', birthDate: '1972-01-20', phone: wang.phone, actualAddress: wang.actualAddress },
    'distinct',
    null,
  ],
  [
    'a parent and child of one surname who share telephone and home are distinct',
    without(wang, 'documentNumber'),
    { name: '王小明', sex: '1', birthDate: '2001-05-06', phone: wang.phone, actualAddress: wang.actualAddress },
    'distinct',
    null,
  ],
  [
    'a former name is recognised',
    wang,
    { ...without(wang, 'documentNumber'), name: '王招娣', formerName: '王丽华' },
    'link',
    null,
  ],
  [
    'one number on strangers a generation apart, who share neither home nor telephone, is shown to a person',
    wang,
    {
      name: '陈思远',
      documentNumber: number,
      sex: '1',
      birthDate: '1998-01-23',
      phone: '18095347998',
      actualAddress: '南京市鼓楼区湖南路街道中山北路8号3幢1单元304室',
    },
    'review',
    'NUMBER_ON_TWO_PEOPLE',
  ],
  [
    'one number on strangers born within weeks of each other is shown to a person',
    wang,
    { name: '姚晓明', documentNumber: number, sex: '1', birthDate: '1974-09-15', actualAddress: flat(30, 301) },
    'review',
    'NUMBER_ON_TWO_PEOPLE',
  ],
  [
    'name and birth date alone may be namesakes born the same day: a person is asked',
    wang,
    { name: wang.name, sex: '2', birthDate: wang.birthDate, actualAddress: flat(30, 301) },
    'review',
    null,
  ],
  [
    'a newborn without a name is the child of its birth date, sex and dwelling',
    { ...child, name: '王丽华之女' },
    { ...child, name: '李子墨', documentNumber: citizenId('2026-08-26', '004') },
    'link',
    null,
  ],
  [
    'two newborns without a name of one mother may be twins: a person is asked',
    { ...child, name: '王丽华之女', phone: wang.phone },
    { ...child, name: '王丽华之女', phone: wang.phone },
    'review',
    'TWINS',
  ],
  [
    'a brother and sister born the same day whose names sound alike are not linked',
    { ...child, name: '陈思妍', sex: '2', documentNumber: citizenId('2026-08-26', '004') },
    { ...child, name: '陈思言', sex: '1' },
    'review',
    'TWINS',
  ],
  [
    'two valid different numbers under other names are two people, and nobody is asked',
    { ...child, name: '陈梦瑶', documentNumber: citizenId('2026-08-26', '004') },
    { ...child, name: '陈梦涵', documentNumber: citizenId('2026-08-26', '020') },
    'distinct',
    'VALID_IDS_DIFFER',
  ],
  [
    'a record without a name is not somebody of the household for its telephone and dwelling alone',
    without(wang, 'documentNumber'),
    { phone: wang.phone, actualAddress: wang.actualAddress },
    'distinct',
    null,
  ],
  [
    'a tenant of a rare name, known by dwelling and another telephone, is linked without number, sex or birth date',
    { ...wang, name: '欧阳若曦' },
    { name: '欧阳若曦', phone: '13900000001', actualAddress: wang.actualAddress },
    'link',
    null,
  ],
  [
    'a number with one slip is known as one where the department names no type of document',
    { ...wang, documentType: 'CITIZEN_ID' },
    { name: wang.name, documentNumber: typo, phone: wang.phone },
    'link',
    null,
  ],
];

describe('comparing two records of residents', () => {
  test.each(cases)('%s', (_, a, b, outcome, guard) => {
    const [x, y] = [prepareRecord(resident(a)), prepareRecord(resident(b))];
    const compared = comparePair(x, y, model);
    expect({ outcome: compared.outcome, guard: compared.guard }).toEqual({ outcome, guard });
    expect(comparePair(y, x, model)).toEqual(compared);
  });

  test('a child’s number cut to fifteen digits is read in the century of its birth date', () => {
    const whole = citizenId('2009-11-21', '004');
    const cut = whole.slice(0, 6) + whole.slice(8, 17);
    const { parts } = prepareRecord(resident({ documentNumber: cut, birthDate: '2009-11-21' }));
    expect(parts['document.number']).toBe(whole);
    expect(parts['document.standing']).toBe('sound');
    const old = prepareRecord(resident({ documentNumber: cut, birthDate: '1909-11-21' }));
    expect(old.parts['document.number']).toBe(citizenId('1909-11-21', '004'));
  });

  test('however rare a name, with a birth date it proves no more than namesakes born the same day were seen', () => {
    const [limit] = model.limits ?? [];
    const pair = { name: '欧阳若曦', sex: '2', birthDate: '1974-08-11' };
    const [a, b] = [prepareRecord(resident(pair)), prepareRecord(resident(pair))];
    const { lines } = explainPair(a, b, model);
    const bitsOf = (words: string) => lines.find((line) => line.label.en.startsWith(words))?.bits ?? 0;
    const proved = bitsOf('Name: equal') + bitsOf('Date of birth: equal') + bitsOf('name and birth date alone');
    expect(proved).toBeLessThanOrEqual(limit ?? 0);
    expect(bitsOf('name and birth date alone')).toBeLessThan(0);
  });

  test('a rare name proves more than a common one', () => {
    const frequent = Object.entries(model.termFrequencies['name.folded']?.values ?? {});
    const [commonest] = [...frequent].sort(([, a], [, b]) => b - a)[0] ?? ['张伟'];
    const weightOf = (name: string) =>
      comparePair(prepareRecord(resident({ name })), prepareRecord(resident({ name })), model).weight;
    expect(weightOf('欧阳若曦')).toBeGreaterThan(weightOf(commonest) + 1);
  });
});
