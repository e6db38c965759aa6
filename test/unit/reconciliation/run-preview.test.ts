import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Agreement } from '../../../schema/model/agreement.ts';
import { asEntityId } from '../../../schema/model/identity.ts';
import type { PreviewEntry } from '../../../schema/model/reconciliation.ts';
import { mergePreviews, mostEntries, previewChanges } from '../../../schema/rules/reconciliation/run-preview.ts';

const agreement = (id: string, changes: Partial<Agreement> = {}): Agreement => ({
  id,
  clientId: `client of ${id}`,
  purposes: ['elder care'],
  areas: ['320105001'],
  fields: ['resident.*'],
  grade: 4,
  validFrom: '2026-01-01T00:00:00Z',
  until: '2027-01-01T00:00:00Z',
  ...changes,
});
const platform = (id: string, changes: Partial<Agreement> = {}) => ({ agreement: agreement(id, changes), client: id });
const change = (changes: Partial<PreviewEntry> = {}): PreviewEntry => ({
  kind: 'CHANGED',
  entityType: 'resident',
  entityId: asEntityId('e1'),
  otherEntityId: null,
  fields: ['phone'],
  gridCode: '320105001001001',
  previousGridCode: '320105001001001',
  ...changes,
});

describe('a platform is affected', () => {
  test.each([
    ['by a change of a field that it reads, in its area', change(), {}, 1],
    ['not by a change elsewhere', change({ gridCode: '320105002', previousGridCode: null }), {}, 0],
    ['by somebody who moves away', change({ gridCode: '320105002' }), {}, 1],
    ['by somebody who moves there', change({ previousGridCode: null }), {}, 1],
    ['not by a change of fields that it may not read', change(), { fields: ['resident.name'] }, 0],
    [
      'by a merge, whatever fields it reads',
      change({ kind: 'ABSORBED', fields: [] }),
      { fields: ['resident.name'] },
      1,
    ],
    [
      'not by a merge of a type that it reads nothing of',
      change({ kind: 'ABSORBED' }),
      { fields: ['legal-entity.*'] },
      0,
    ],
    ['not by a new resident of whom it reads nothing', change({ kind: 'CREATED' }), { fields: ['resident.name'] }, 0],
    ['not by an entity without a place', change({ gridCode: null, previousGridCode: null }), {}, 0],
    ['by an entity without a place where it reads every area', change({ gridCode: null }), { areas: ['*'] }, 1],
  ] satisfies readonly (readonly [string, PreviewEntry, Partial<Agreement>, number])[])(
    '%s',
    (_, changed, terms, expected) => {
      const { platforms } = previewChanges([changed], [platform('p', terms)]);
      expect(platforms.map(({ entities }) => entities)).toEqual(expected === 0 ? [] : [expected]);
    },
  );

  test('with the fields that it may read and no others', () => {
    const { platforms } = previewChanges(
      [change({ fields: ['name', 'phone'] }), change({ entityId: asEntityId('e2') })],
      [platform('p', { fields: ['resident.name', 'resident.phone'] }), platform('q', { fields: ['resident.name'] })],
    );
    expect(platforms).toMatchObject([
      { client: 'p', entities: 2, fields: { 'resident.name': 1, 'resident.phone': 2 } },
      { client: 'q', entities: 1, fields: { 'resident.name': 1 } },
    ]);
  });
});

test('value changes are those of entities that live on; the list begins with merges and splits', () => {
  const preview = previewChanges(
    [
      change({ kind: 'CREATED', entityId: asEntityId('e5'), fields: ['name', 'phone'] }),
      change({ entityId: asEntityId('e4') }),
      change({ kind: 'SPLIT', entityId: asEntityId('e3'), otherEntityId: asEntityId('e9') }),
      change({ kind: 'ABSORBED', entityId: asEntityId('e2'), otherEntityId: asEntityId('e1'), fields: [] }),
      change({ kind: 'DELETED', entityType: 'legal-entity', entityId: asEntityId('e6'), fields: [] }),
    ],
    [],
  );
  expect(preview.kinds).toEqual({
    resident: { ABSORBED: 1, SPLIT: 1, DELETED: 0, CHANGED: 1, CREATED: 1 },
    'legal-entity': { ABSORBED: 0, SPLIT: 0, DELETED: 1, CHANGED: 0, CREATED: 0 },
  });
  expect(preview.fields).toEqual({ 'resident.phone': 1 });
  expect(preview.entries.map(({ kind }) => kind)).toEqual(['ABSORBED', 'SPLIT', 'DELETED', 'CHANGED', 'CREATED']);
  expect(preview.entries[0]).toMatchObject({ entityId: 'e2', otherEntityId: 'e1' });
});

const changes = fc.array(
  fc.record({
    kind: fc.constantFrom('ABSORBED', 'SPLIT', 'DELETED', 'CHANGED', 'CREATED'),
    entityType: fc.constantFrom('resident', 'legal-entity'),
    entityId: fc.uuid().map(asEntityId),
    otherEntityId: fc.constant(null),
    fields: fc.subarray(['name', 'phone', 'gridCode']),
    gridCode: fc.constantFrom('320105001001', '320105002001', null),
    previousGridCode: fc.constantFrom('320105001001', '320105002001', null),
  } satisfies { readonly [Key in keyof PreviewEntry]: fc.Arbitrary<PreviewEntry[Key]> }),
  { maxLength: 150, size: 'max' },
);

test('a run that publishes in parts previews what a run in one does, whatever the order', () => {
  const platforms = [platform('p'), platform('q', { areas: ['*'], fields: ['legal-entity.name'] })];
  fc.assert(
    fc.property(changes, changes, changes, (x, y, z) => {
      const whole = previewChanges([...x, ...y, ...z], platforms);
      const [a, b, c] = [x, y, z].map((part) => previewChanges(part, platforms));
      if (!a || !b || !c) throw new Error('unreachable');
      expect(mergePreviews(mergePreviews(c, a), b)).toEqual(whole);
      expect(mergePreviews(a, mergePreviews(b, c))).toEqual(whole);
      expect(whole.entries.length).toBe(Math.min(mostEntries, x.length + y.length + z.length));
    }),
    { numRuns: 60, seed: 1 },
  );
});
