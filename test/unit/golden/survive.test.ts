import fc from 'fast-check';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { BelievedTable } from '../../../schema/rules/golden/believed-table.ts';
import { hashEntity } from '../../../schema/rules/golden/entity-hash.ts';
import { surviveValues } from '../../../schema/rules/golden/survive.ts';

const believed: BelievedTable = (dataset) =>
  dataset === 'public-security.household-register'
    ? { rank: 1, freshDays: null }
    : dataset === 'public-security.residence-permit'
      ? { rank: 2, freshDays: 365 }
      : { rank: 100, freshDays: null };

const record = (
  dataset: string,
  version: string,
  values: Record<string, string>,
  flags: RecordValues['flags'] = [],
): RecordValues => ({
  id: asRecordId(`${dataset.length}${version.replaceAll(/\D/g, '')}`),
  dataset,
  key: 'k',
  entityType: 'resident',
  version,
  values,
  flags,
});
const register = 'public-security.household-register';
const permit = 'public-security.residence-permit';
const patient = 'health.patient';

test('the authoritative source is believed even when another spoke later', () => {
  const { values, provenance } = surviveValues(
    'resident',
    [
      record(patient, '2026-10-01T00:00:00Z', { name: '张玮' }),
      record(register, '2024-01-01T00:00:00Z', { name: '张伟' }),
    ],
    believed,
  );
  expect(values.name).toBe('张伟');
  expect(provenance.name).toMatchObject({ dataset: register, version: '2024-01-01T00:00:00Z' });
});

test('a flagged value of the authoritative source loses to a sound one of another', () => {
  const flagged = record(register, '2026-01-01T00:00:00Z', { birthDate: '1980-01-01' }, [
    { field: 'birthDate', rule: 'BIRTH_DATE_CONTRADICTS_ID' },
  ]);
  const sound = record(patient, '2025-01-01T00:00:00Z', { birthDate: '1980-07-09' });
  expect(surviveValues('resident', [flagged, sound], believed).values.birthDate).toBe('1980-07-09');
});

test.each([
  ['the newest telephone of any source is kept', '2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '222'],
  [
    'the residence permit goes first while it is at most a year older',
    '2025-06-01T00:00:00Z',
    '2026-01-01T00:00:00Z',
    '111',
  ],
])('%s', (_title, permitVersion, patientVersion, expected) => {
  const members = [record(permit, permitVersion, { phone: '111' }), record(patient, patientVersion, { phone: '222' })];
  expect(surviveValues('resident', members, believed).values.phone).toBe(expected);
});

test("a document's type comes from the record that gave the number", () => {
  const members = [
    record(register, '2026-01-01T00:00:00Z', { documentType: 'CITIZEN_ID' }),
    record(permit, '2025-01-01T00:00:00Z', { documentType: 'PASSPORT', documentNumber: 'E12345678' }),
  ];
  expect(surviveValues('resident', members, believed).values.documentType).toBe('PASSPORT');
});

test('the golden record does not depend on the order of the records', () => {
  const member = fc.record({
    dataset: fc.constantFrom(register, permit, patient),
    key: fc.constantFrom('k1', 'k2', 'k3'),
    version: fc.constantFrom('2024-01-01T00:00:00Z', '2025-12-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    values: fc.record({ name: fc.constantFrom('张伟', '张玮'), phone: fc.constantFrom('1', '2') }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(member, { selector: ({ dataset, key }) => `${dataset}/${key}`, minLength: 1 }),
      fc.infiniteStream(fc.nat()),
      (drafts, order) => {
        const members = drafts.map(
          (draft, i): RecordValues => ({ ...draft, id: asRecordId(String(i)), entityType: 'resident', flags: [] }),
        );
        const shuffled = members
          .map((m) => [order.next().value ?? 0, m] as const)
          .sort(([a], [b]) => a - b)
          .map(([, m]) => m);
        const [one, other] = [
          surviveValues('resident', members, believed),
          surviveValues('resident', shuffled, believed),
        ];
        expect(other.values).toEqual(one.values);
        expect(hashEntity(shuffled, other.values)).toEqual(hashEntity(members, one.values));
      },
    ),
  );
});
