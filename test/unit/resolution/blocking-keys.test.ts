import { expect, test } from '@jest/globals';
import { blockingKeys, capOf } from '../../../schema/rules/resolution/blocking-keys.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import { citizenId, flat, resident } from './resolution-records.ts';

const residentSettings = shippedSettings('resident');

const number = citizenId('1974-08-11', '002');
const keysOf = (values: Readonly<Record<string, string>>) =>
  blockingKeys(prepareRecord(resident(values)), residentSettings);
const shared = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) => {
  const other = new Set(keysOf(b).map(({ key }) => key));
  return [
    ...new Set(
      keysOf(a)
        .filter(({ key, refines }) => refines === null && other.has(key))
        .map(({ rule }) => rule),
    ),
  ];
};

test('a record has the keys of every rule whose parts it states, and the refinements of each', () => {
  const keys = keysOf({ name: '王丽华', documentNumber: number, birthDate: '1974-08-11' });
  expect([...new Set(keys.map(({ rule }) => rule))]).toEqual(['document', 'name', 'birth-surname', 'sound-year']);
  const [coarse] = keys;
  expect(keys.filter(({ refines }) => refines === coarse?.key)).toHaveLength(2);
});

test('a record without values has no keys', () => {
  expect(keysOf({ name: '未取名' })).toEqual([]);
});

test.each([
  [
    '15 and 18 digits of one number',
    { documentNumber: number },
    { documentNumber: number.slice(0, 6) + number.slice(8, 17) },
    ['document'],
  ],
  [
    'homophones born in one year',
    { name: '张伟', birthDate: '1980-02-03' },
    { name: '章玮', birthDate: '1980-05-06' },
    ['sound-year'],
  ],
  [
    'two spellings of one flat',
    { actualAddress: flat(3, 704) },
    { actualAddress: '奥体大街1号3幢2单元704室' },
    ['dwelling-road'],
  ],
  [
    'a flat by its estate',
    { actualAddress: flat(3, 704) },
    { actualAddress: '金陵世纪花园3-2-704' },
    ['dwelling-estate'],
  ],
])('%s meet in a block', (_, a, b, rules) => {
  expect(shared(a, b)).toEqual(rules);
});

test('keys fit a signed 64-bit column and are the same in every process', () => {
  const keys = keysOf({ phone: '13812345678' });
  expect(keys.every(({ key }) => BigInt.asIntN(64, key) === key)).toBe(true);
  expect(keys.map(({ key }) => String(key))).toEqual(['1161216890715283412']);
});

test('coarse and refined blocks have their own caps', () => {
  const [coarse, refined] = keysOf({ phone: '13812345678', birthDate: '1974-08-11' });
  if (!coarse || !refined) throw new Error('two keys');
  const phone = residentSettings.blocking.find(({ name }) => name === 'phone');
  expect([capOf(coarse, residentSettings), capOf(refined, residentSettings)]).toEqual([phone?.cap, phone?.refinedCap]);
});
