import { describe, expect, test } from '@jest/globals';
import { coversField, isFieldPattern, partPath, reachesBelow } from '../../../schema/rules/access/field-path.ts';

describe('a pattern of an agreement', () => {
  test.each([
    ['*', 'resident.name', true],
    ['*', 'legal-entity.creditCode', true],
    ['resident.*', 'resident.name', true],
    ['resident.*', 'resident.health.conditions', true],
    ['resident.*', 'legal-entity.name', false],
    ['resident.health.*', 'resident.health.conditions', true],
    ['resident.health.*', 'resident.healthRecordNumber', false],
    ['resident.health.*', 'resident.health', false],
    ['resident.name', 'resident.name', true],
    ['resident.name', 'resident.nameOfMother', false],
    ['resident.name', 'resident.name.first', false],
    ['legal-entity.creditCode', 'legal-entity.creditCode', true],
  ])('%s on %s: %s', (pattern, path, covered) => {
    expect(coversField(pattern, path)).toBe(covered);
  });

  test.each([
    '',
    '**',
    'resident',
    'resident.',
    'resident.na*',
    '*.name',
    'Resident.*',
    'resident..name',
    'resident.*.name',
  ])('that is malformed (%p) is refused and covers nothing', (pattern) => {
    expect(isFieldPattern(pattern)).toBe(false);
    expect(['resident.name', 'resident.health.conditions', pattern].some((path) => coversField(pattern, path))).toBe(
      false,
    );
  });

  test('covers nothing that is no field', () => {
    expect(['', 'resident', '*', 'resident.*', 'grid.code'].filter((path) => coversField('*', path))).toEqual([]);
  });
});

test('a dataset hangs under its department in the graph', () => {
  expect(partPath('resident', 'public-security.household-register')).toBe('resident.publicSecurity.householdRegister');
  expect(partPath('legal-entity', 'health.institution')).toBe('legal-entity.health.institution');
});

test.each([
  ['*', 'resident', true],
  ['resident.name', 'resident', true],
  ['resident.health.*', 'resident', true],
  ['legal-entity.*', 'resident', false],
  ['resident.*', 'resident.health.patient', true],
  ['resident.health.*', 'resident.health.patient', true],
  ['resident.health.patient.*', 'resident.health.patient', true],
  ['resident.health.patient.phone', 'resident.health.patient', true],
  ['resident.health.conditions', 'resident.health.patient', false],
  ['resident.health.patient', 'resident.health.patient', false],
  ['resident.health.patientCard.*', 'resident.health.patient', false],
  ['resident.civilAffairs.*', 'resident.health.patient', false],
  ['resident.name', 'resident.health.patient', false],
  ['resident.na*', 'resident', false],
])('the pattern %s reaches something below %s: %s', (pattern, path, reached) => {
  expect(reachesBelow(pattern, path)).toBe(reached);
});
