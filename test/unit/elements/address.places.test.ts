import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress, readPlaceOf } from '../../../schema/rules/elements/address.ts';
import { readPlace } from '../../../schema/rules/elements/address-place.ts';
import { foldAddress } from '../../../schema/rules/elements/address-text.ts';
import { districtRecords } from '../../bench/matching/district-records.ts';

const piece = fc.constantFrom(
  ...[
    '江苏省',
    '南京市',
    '南京',
    '建邺区',
    '双闸街道',
    '汤山镇',
    '奥体',
    '社区',
    '居委会',
    '江东中',
    '路',
    '大街',
    '里',
    '弄',
  ],
  ...[
    '小区',
    '花园',
    '新村',
    '村',
    '二',
    '3',
    '12',
    '108',
    'A',
    '-',
    '号',
    '号楼',
    '幢',
    '栋',
    '座',
    '单元',
    '室',
    '楼',
    '层',
    '组',
  ],
  ...['（', '）', '门', '之', '胡同', '庄'],
);

test('a place that is remembered is the place that would be read, whatever the text is made of', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), fc.array(piece, { maxLength: 5 }), (start, end) => {
      // Twice the same start under two doors: the second finds the first's place.
      for (const text of [start.join(''), [...start, ...end].join(''), [...start, '5幢2单元301室'].join('')]) {
        const canonical = foldAddress(text);
        expect(readPlaceOf(canonical)).toEqual(readPlace(canonical));
      }
    }),
    { numRuns: 3_000, seed: 1 },
  );
});

test('the addresses of a district are read as before', () => {
  const { records } = districtRecords({ residents: 800, seed: 9, today: '2026-11-01' });
  for (const { values } of records) {
    for (const address of [values.actualAddress, values.registeredAddress, values.address]) {
      if (!address) continue;
      const canonical = foldAddress(address);
      expect(readPlaceOf(canonical)).toEqual(readPlace(canonical));
      expect(parseAddress(address).canonical).toBe(canonical);
    }
  }
});
