import { describe, expect, test } from '@jest/globals';
import type { Principal } from '../../../schema/model/agreement.ts';
import type { Grade } from '../../../schema/model/identity.ts';
import { type AccessRequest, decideAccess, decideField } from '../../../schema/rules/access/decide-access.ts';
import { agreement, client, now, principalOf } from './access-samples.ts';

const request = (gridCode: string | null, path = 'resident.name', grade: Grade | null = 2): AccessRequest => ({
  subject: { entityType: 'resident', gridCode },
  fields: [{ path, grade }],
});
const inside = '320105001001001';

describe('a resident is not found', () => {
  test.each<[string, Principal, string | null, string]>([
    ['without an agreement', { client, agreement: null, purpose: 'elder care' }, inside, 'NO_AGREEMENT'],
    ["with another client's agreement", principalOf({ clientId: 'c2' }), inside, 'NO_AGREEMENT'],
    ['before the agreement begins', principalOf({ validFrom: '2026-11-01T08:00:00.001Z' }), inside, 'NOT_YET_VALID'],
    ['at the moment the agreement ends', principalOf({ until: '2026-11-01T08:00:00Z' }), inside, 'EXPIRED'],
    ['when the beginning cannot be read', principalOf({ validFrom: 'soon' }), inside, 'NOT_YET_VALID'],
    ['when the end cannot be read', principalOf({ until: 'never' }), inside, 'EXPIRED'],
    ['without a purpose', principalOf({}, null), inside, 'PURPOSE'],
    ['for another purpose', principalOf({}, 'marketing'), inside, 'PURPOSE'],
    ['in another street', principalOf(), '320105002001001', 'AREA'],
    ['in a wider area whose code begins the same', principalOf(), '320105', 'AREA'],
    ['without a grid', principalOf(), null, 'AREA'],
    ['when the area is empty', principalOf({ areas: [] }), inside, 'AREA'],
    ['when the area is blank text, which begins every code', principalOf({ areas: [''] }), inside, 'AREA'],
    ['when the area is no code', principalOf({ areas: ['3%'] }), inside, 'AREA'],
  ])('%s', (_, principal, gridCode, reason) => {
    expect(decideAccess(principal, request(gridCode), now)).toEqual({ visible: false, reason });
  });

  test('by an administrator either, unless an agreement says so', () => {
    const administrator: Principal = {
      client: { ...client, kind: 'administrator' },
      agreement: null,
      purpose: 'administration',
    };
    expect(decideAccess(administrator, request(inside), now)).toMatchObject({ visible: false });
  });
});

describe('a field of a resident in the area', () => {
  test.each<[string, string, Grade | null, string]>([
    ['up to the grade is allowed', 'resident.name', 2, 'allow'],
    ['above the grade is masked', 'resident.phone', 3, 'mask'],
    ['outside the fields is denied', 'resident.documentNumber', 1, 'deny'],
    ['of a department that is in the fields is allowed', 'resident.health.bloodType', 2, 'allow'],
    ['whose grade nobody declared is masked as if it had the highest', 'resident.health.novelty', null, 'mask'],
    ['of another type is denied', 'legal-entity.name', 1, 'deny'],
  ])('%s', (_, path, grade, access) => {
    const decision = decideAccess(principalOf(), request(inside, path, grade), now);
    expect(decision).toEqual({ visible: true, fields: new Map([[path, access]]) });
  });

  test('of another type is denied even where every field is agreed', () => {
    const decision = decideAccess(principalOf({ fields: ['*'] }), request(inside, 'legal-entity.name', 1), now);
    expect(decision).toEqual({ visible: true, fields: new Map([['legal-entity.name', 'deny']]) });
  });
});

test('every area includes subjects without a grid', () => {
  expect(decideAccess(principalOf({ areas: ['*'] }), request(null), now)).toMatchObject({ visible: true });
});

test('before a subject is known, whoever may see nobody is denied every field', () => {
  expect(decideField(principalOf(), 'resident.name', 2, now)).toBe('allow');
  expect(decideField(principalOf({}, null), 'resident.name', 2, now)).toBe('deny');
  expect(
    decideField(
      { client, agreement: { ...agreement, until: agreement.validFrom }, purpose: 'elder care' },
      'resident.name',
      1,
      now,
    ),
  ).toBe('deny');
});
