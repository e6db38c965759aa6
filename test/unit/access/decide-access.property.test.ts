import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Agreement } from '../../../schema/model/agreement.ts';
import type { Grade } from '../../../schema/model/identity.ts';
import { type AccessRequest, decideAccess, type FieldAccess } from '../../../schema/rules/access/decide-access.ts';
import { now, principalOf } from './access-samples.ts';

const grade = fc.constantFrom<Grade>(1, 2, 3, 4);
const area = fc.constantFrom('*', '32', '320105', '320105001', '320105001001001', '320106', '', 'x');
const pattern = fc.constantFrom(
  '*',
  'resident.*',
  'resident.name',
  'resident.health.*',
  'legal-entity.*',
  'resident.na*',
  '',
);
const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const terms = fc.record({
  areas: fc.uniqueArray(area, { maxLength: 4 }),
  fields: fc.uniqueArray(pattern, { maxLength: 4 }),
  purposes: fc.uniqueArray(fc.constantFrom('elder care', 'emergency'), { maxLength: 2 }),
  grade,
  validFrom: instant,
  until: instant,
});
const request: fc.Arbitrary<AccessRequest> = fc.record({
  subject: fc.record({
    entityType: fc.constantFrom('resident' as const, 'legal-entity' as const),
    gridCode: fc.constantFrom(null, '320105001001001', '320105002001001', '320106001001001', '320105'),
  }),
  fields: fc.array(
    fc.record({
      path: fc.constantFrom('resident.name', 'resident.health.conditions', 'legal-entity.name', 'resident'),
      grade: fc.option(grade),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

const worth: Readonly<Record<FieldAccess, number>> = { deny: 0, mask: 1, allow: 2 };

/** Per field asked: 0 nothing, 1 masked, 2 as it is. */
function shown(agreement: Partial<Agreement>, asked: AccessRequest, at: Date): readonly number[] {
  const decision = decideAccess(principalOf(agreement), asked, at);
  return asked.fields.map(({ path }) => (decision.visible ? worth[decision.fields.get(path) ?? 'deny'] : 0));
}
const neverMore = (narrower: readonly number[], wider: readonly number[]): boolean =>
  narrower.every((level, index) => level <= (wider[index] ?? 0));

const runs = { numRuns: 2_000 };

test('a higher grade never shows less', () => {
  fc.assert(
    fc.property(terms, grade, request, (agreed, other, asked) => {
      const [low, high] = agreed.grade < other ? [agreed.grade, other] : [other, agreed.grade];
      return neverMore(shown({ ...agreed, grade: low }, asked, now), shown({ ...agreed, grade: high }, asked, now));
    }),
    runs,
  );
});

test.each(['areas', 'fields', 'purposes'] as const)('taking any of the %s away never shows more', (term) => {
  fc.assert(
    fc.property(terms, request, fc.nat(), (agreed, asked, index) => {
      const fewer = agreed[term].filter((_, position) => position !== index % Math.max(1, agreed[term].length));
      return neverMore(shown({ ...agreed, [term]: fewer }, asked, now), shown(agreed, asked, now));
    }),
    runs,
  );
});

test('a shorter term never shows more, at any time', () => {
  fc.assert(
    fc.property(terms, request, instant, instant, (agreed, asked, other, at) => {
      const later = [agreed.validFrom, other].sort().at(-1);
      const earlier = [agreed.until, other].sort().at(0);
      const wide = shown(agreed, asked, new Date(at));
      return (
        neverMore(shown({ ...agreed, validFrom: later ?? '' }, asked, new Date(at)), wide) &&
        neverMore(shown({ ...agreed, until: earlier ?? '' }, asked, new Date(at)), wide)
      );
    }),
    runs,
  );
});

test('a field of a higher grade is never shown better', () => {
  fc.assert(
    fc.property(terms, request, (agreed, asked) => {
      const raised: AccessRequest = { ...asked, fields: asked.fields.map((field) => ({ ...field, grade: null })) };
      return neverMore(shown(agreed, raised, now), shown(agreed, asked, now));
    }),
    runs,
  );
});

test('what is asked together is decided as if asked alone', () => {
  fc.assert(
    fc.property(terms, request, (agreed, asked) => {
      const distinct = asked.fields.filter(
        ({ path }, index) => asked.fields.findIndex((other) => other.path === path) === index,
      );
      const alone = distinct.flatMap((field) => shown(agreed, { ...asked, fields: [field] }, now));
      expect(shown(agreed, { ...asked, fields: distinct }, now)).toEqual(alone);
    }),
    runs,
  );
});
