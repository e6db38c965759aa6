import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDepartmentLookups, type OpenLookups } from '../../../connectors/lookup/department-lookups.ts';
import { districtBeneficiaries } from '../../../connectors/simulated/district/district-beneficiaries.ts';
import { districtPeople } from '../../../connectors/simulated/district/generate-district.ts';
import {
  type SimulatedDepartments,
  startSimulatedDepartments,
} from '../../../connectors/simulated/start-simulated-departments.ts';
import { systemClock } from '../../../schema/runtime/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const district = { residents: 1500, seed: 3, today: '2026-11-01' };
const people = [...districtPeople(district)];
let server: TestDatabase;
let departments: SimulatedDepartments;
let lookups: OpenLookups;

beforeAll(async () => {
  server = await createTestDatabase();
  departments = await startSimulatedDepartments(systemClock, server.connection, district);
  lookups = createDepartmentLookups(systemClock, departments.lookups);
});
afterAll(async () => {
  await lookups.close();
  await departments.close();
  await server.close();
});

test('the police confirm every resident of the district under the true name', async () => {
  const result = await lookups.publicSecurity.verify(people.map(({ name, idNumber }) => ({ name, idNumber })));
  expect(result.ok && result.value.every((verdict) => verdict === 'MATCH')).toBe(true);
  expect(departments.publicSecurity.requests()).toBe(15);
});

test('civil affairs has payments for whoever draws an allowance, and for them alone', async () => {
  const drawing = new Set([...districtBeneficiaries(district)].map(({ idNumber }) => idNumber));
  expect(drawing.size).toBeGreaterThan(5);
  const result = await lookups.civilAffairs.payments(people.map(({ idNumber }) => idNumber));
  if (!result.ok) throw new Error(result.code);
  const paid = [...result.value].filter(([, payments]) => payments.length > 0).map(([idNumber]) => idNumber);
  expect(new Set(paid)).toEqual(drawing);
});

test('a department that is down costs only its own answers', async () => {
  departments.health.misbehave({ kind: 'down' });
  const [first] = people;
  const numbers = [first?.idNumber ?? ''];
  const [conditions, payments] = await Promise.all([
    lookups.health.conditions(numbers),
    lookups.civilAffairs.payments(numbers),
  ]);
  expect(conditions).toMatchObject({ ok: false, source: 'health' });
  expect(payments).toMatchObject({ ok: true });
  departments.health.misbehave(null);
  expect(await lookups.health.immunizations(numbers)).toMatchObject({ ok: true });
});

test('a department that is not configured says so', async () => {
  const none = createDepartmentLookups(systemClock, {});
  const answer = (source: string) => ({ ok: false, code: 'NOT_CONFIGURED', source, retryable: false });
  expect(await none.health.conditions(['x'])).toEqual(answer('health'));
  expect(await none.health.immunizations(['x'])).toEqual(answer('health'));
  expect(await none.publicSecurity.verify([])).toEqual(answer('public-security'));
  expect(await none.civilAffairs.payments(['x'])).toEqual(answer('civil-affairs'));
  await none.close();
});
