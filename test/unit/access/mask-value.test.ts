import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { standardElements } from '../../../schema/model/standard-elements.ts';
import { maskAbsence, maskValue } from '../../../schema/rules/access/mask-value.ts';

test.each([
  ['resident.name', '张伟', '张*'],
  ['resident.name', '欧阳若曦', '欧*'],
  ['resident.name', '𠮷田', '𠮷*'],
  ['resident.name', '张', '*'],
  ['legal-entity.legalRepresentative', '赵杰', '赵*'],
  ['resident.documentNumber', '320105198503141234', '3201**********1234'],
  ['resident.documentNumber', '440524188001010', '4405*******1010'],
  ['resident.documentNumber', 'E12345678', '*******78'],
  ['resident.documentNumber', 'E1234', '***'],
  ['resident.phone', '13812341234', '138****1234'],
  ['resident.emergencyContactPhone', '13812341234', '138****1234'],
  ['resident.health.patient.phone', '13812341234', '138****1234'],
  ['legal-entity.phone', '025-82550123', '**********23'],
  ['resident.phone', '110', '***'],
  ['resident.actualAddress', '江苏省南京市建邺区兴隆街道云锦路38号28幢2单元702室', '江苏省南京市建邺区兴隆街道***'],
  ['resident.actualAddress', '建邺区兴隆街道金陵世纪花园社区27-4-304', '建邺区兴隆街道金陵世纪花园社区***'],
  ['resident.registeredAddress', '南京市建邺区万达华府2-7-801', '南京市建邺区***'],
  ['legal-entity.address', '奥体大街1号', '***'],
  ['resident.birthDate', '1985-03-14', '1985'],
  ['resident.birthDate', '1985', '***'],
  ['resident.ethnicGroup', '01', '***'],
  ['resident.healthRecordNumber', '32010500100100123', '***'],
  ['resident.allowanceMonthlyAmount', '945', '***'],
  ['resident.health.conditions', '2型糖尿病', '***'],
  ['resident.constructor', '2型糖尿病', '***'],
  ['resident.phone', '***', '****'],
])('%s %s is shown as %s', (path, value, masked) => {
  expect(maskValue(path, value)).toBe(masked);
});

describe('whatever the field and the value', () => {
  const paths = fc.constantFrom(
    ...Object.entries(standardElements).flatMap(([entity, elements]) =>
      elements.map(({ name }) => `${entity}.${name}`),
    ),
    'resident.health.conditions',
    'nonsense',
  );
  const values = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9X*]{0,20}$/),
    fc.stringMatching(/^[省市区街道社区路号*张0-9]{0,20}$/u),
  );

  test('the mask is never the value, and always the same', () => {
    fc.assert(
      fc.property(paths, values, (path, value) => {
        expect(maskValue(path, value)).not.toBe(value);
        expect(maskValue(path, value)).toBe(maskValue(path, value));
      }),
      { numRuns: 5_000 },
    );
  });

  test('a long number never comes out of its mask', () => {
    fc.assert(
      fc.property(paths, fc.stringMatching(/^\d{9,18}$/), (path, number) => {
        const longest = Math.max(
          ...maskValue(path, number)
            .split('*')
            .map((run) => run.length),
        );
        expect(longest).toBeLessThanOrEqual(4);
      }),
    );
  });
});

test.each([
  ['resident.allowanceCategory', '***'],
  ['resident.healthRecordNumber', '***'],
  ['resident.health.patient.bloodGroup', '***'],
  ['resident.phone', null],
])('no value of %s is shown as %p', (path, shown) => {
  expect(maskAbsence(path)).toBe(shown);
});
