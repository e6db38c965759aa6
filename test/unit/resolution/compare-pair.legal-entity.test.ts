import { describe, expect, test } from '@jest/globals';
import type { DoubtReason, PairOutcome } from '../../../schema/model/resolution.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { creditCode, flat, legalEntity } from './resolution-records.ts';

const model = shippedModel('legal-entity');
const code = creditCode('14373075');
const hotel = {
  name: '南京市建邺区天和酒店有限公司',
  creditCode: code,
  legalRepresentative: '刘志伟',
  address: flat(3, 704),
  phone: '02581338102',
};
const other = { legalRepresentative: '张素珍', address: flat(20, 1001), phone: '02588149547' };
const { creditCode: _, ...uncoded } = hotel;

type Case = readonly [
  title: string,
  b: Readonly<Record<string, string>>,
  outcome: PairOutcome,
  guard: DoubtReason | null,
];

const cases: readonly Case[] = [
  [
    'the same company under another legal form and place is linked',
    { ...hotel, name: '天和(南京)酒店有限责任公司' },
    'link',
    null,
  ],
  [
    'the organisation code alone joins its credit code',
    { ...hotel, ...other, address: hotel.address, creditCode: code.slice(8, 17) },
    'link',
    null,
  ],
  ['a letter O for a zero in the code does no harm', { ...hotel, creditCode: code.replace('0', 'O') }, 'link', null],
  ['without a code, name, representative and door link', uncoded, 'link', null],
  ['a new representative in one register does no harm', { ...uncoded, legalRepresentative: '周玉梅' }, 'link', null],
  [
    'a branch stays apart from its parent though representative and door agree',
    { ...uncoded, name: '南京市建邺区天和酒店有限公司兴隆分公司' },
    'distinct',
    'BRANCH',
  ],
  [
    'two valid different codes never link by themselves',
    { ...hotel, creditCode: creditCode('84407939') },
    'review',
    'VALID_CODES_DIFFER',
  ],
  [
    'a namesake elsewhere under another code is distinct',
    { ...hotel, ...other, creditCode: creditCode('84407939') },
    'distinct',
    'VALID_CODES_DIFFER',
  ],
  ['a namesake elsewhere without a code is distinct', { name: hotel.name, ...other }, 'distinct', null],
  [
    'another business of the same owner at the same door is not linked',
    { ...uncoded, name: '南京市建邺区苏宁汉庭典当有限公司' },
    'distinct',
    null,
  ],
];

describe('comparing two records of legal entities', () => {
  test.each(cases)('%s', (_, b, outcome, guard) => {
    const [x, y] = [prepareRecord(legalEntity(hotel)), prepareRecord(legalEntity(b))];
    const compared = comparePair(x, y, model);
    expect({ outcome: compared.outcome, guard: compared.guard }).toEqual({ outcome, guard });
    expect(comparePair(y, x, model)).toEqual(compared);
  });
});
