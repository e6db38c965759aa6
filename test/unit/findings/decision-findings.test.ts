import type { PairDecision } from '../../../schema/model/entity.ts';
import { asEntityId } from '../../../schema/model/identity.ts';
import { decisionFinding } from '../../../schema/rules/findings/decision-findings.ts';

const name = (key: string) => ({ dataset: 'health.patient', key });
const decision = (id: string, kind: PairDecision['kind'], a: string, b: string): PairDecision => ({
  id,
  kind,
  a: name(a),
  b: name(b),
  author: 'clerk',
  reason: 'seen',
  decidedAt: '2026-10-01T00:00:00.000Z',
});
const chain = {
  form: 'CHAIN',
  decisions: [decision('2', 'link', 'c', 'b'), decision('1', 'unlink', 'a', 'c'), decision('3', 'link', 'a', 'b')],
  guard: null,
} as const;
const entities: Readonly<Record<string, string>> = { a: 'y', b: 'y', c: 'x' };
const entityOf = ({ key }: { readonly key: string }) => asEntityId(entities[key] ?? '');

test('a contradiction names its decisions, its records once each and the entities of those that have one', () => {
  expect(decisionFinding('resident', chain, entityOf)).toEqual({
    kind: 'DECISIONS_CONTRADICT',
    fingerprint: 'DECISIONS_CONTRADICT|1|2|3',
    entityType: 'resident',
    entityIds: ['x', 'y'],
    records: [name('a'), name('b'), name('c')],
    details: { element: 'decision', form: 'CHAIN', decisions: '1 2 3' },
  });
  expect(decisionFinding('resident', chain, () => null).entityIds).toEqual([]);
});

test('it is the same finding whatever order its decisions are in and wherever its records have gone', () => {
  const turned = { ...chain, decisions: [...chain.decisions].reverse() };
  expect(decisionFinding('resident', turned, () => null).fingerprint).toBe(
    decisionFinding('resident', chain, entityOf).fingerprint,
  );
});

test('a link over a guard is a finding of its own kind and names the guard', () => {
  const finding = decisionFinding(
    'resident',
    { form: 'GUARD', decisions: [decision('7', 'link', 'a', 'b')], guard: 'VALID_IDS_DIFFER' },
    entityOf,
  );
  expect(finding).toMatchObject({
    kind: 'DECISION_AGAINST_GUARD',
    fingerprint: 'DECISION_AGAINST_GUARD|7',
    details: { form: 'GUARD', decisions: '7', guard: 'VALID_IDS_DIFFER' },
  });
});
