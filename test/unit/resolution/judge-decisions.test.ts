import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import type { Decision, NotAPersonDecision, PairDecision, RecordName } from '../../../schema/model/entity.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { clusterComponent } from '../../../schema/rules/resolution/cluster-component.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { compareRecords } from '../../../schema/rules/resolution/record-order.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { residentsLikeEachOther } from './arbitrary-residents.ts';
import { citizenId, resident } from './resolution-records.ts';

const model = shippedModel('resident');
const word = (day: number) => ({
  author: 'clerk',
  reason: 'seen',
  decidedAt: new Date(Date.UTC(2026, 9, day)).toISOString(),
});
const pair = (kind: PairDecision['kind'], a: RecordName, b: RecordName, day: number): PairDecision => ({
  ...word(day),
  id: `${kind} ${a.key}${b.key} ${day}`,
  kind,
  a: { dataset: a.dataset, key: a.key },
  b: { dataset: b.dataset, key: b.key },
});
const notAPerson = ({ dataset, key }: RecordName, day: number): NotAPersonDecision => ({
  ...word(day),
  id: `not ${key} ${day}`,
  kind: 'not-a-person',
  record: { dataset, key },
});

function judge(records: readonly RecordValues[], decisions: readonly Decision[]) {
  const pairs = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
  const { clusters, doubts, judgement } = clusterComponent({
    records: records.map((record) => prepareRecord(record)),
    pairs,
    decisions,
    model,
  });
  const keyOf = new Map(records.map(({ id, key }) => [id, key]));
  return {
    clusters: clusters.map(({ members }) => members.map((id) => keyOf.get(id)).sort()).sort(),
    doubts: doubts.map(({ a, b, reason }) => [[keyOf.get(a), keyOf.get(b)].sort().join('~'), reason]).sort(),
    states: Object.fromEntries(
      judgement.standings.map(({ id, state, against }) => [id, [state, ...against].join(' < ')]),
    ),
    guards: judgement.standings.flatMap(({ id, guard }) => (guard ? [`${id}: ${guard}`] : [])).sort(),
    contradictions: judgement.contradictions
      .map(
        ({ form, decisions }) =>
          `${form}: ${decisions
            .map(({ id }) => id)
            .sort()
            .join(', ')}`,
      )
      .sort(),
  };
}

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => resident({ name: `某${key}` }, { key }));
if (!a || !b || !c || !d) throw new Error('four records');

describe('decisions that contradict each other', () => {
  test('of a link and an unlink on one pair the newer stands, the older is superseded and both are shown', () => {
    const [older, newer] = [pair('link', a, b, 1), pair('unlink', b, a, 2)];
    const { clusters, states, contradictions } = judge([a, b], [older, newer]);
    expect(clusters).toEqual([['a'], ['b']]);
    expect(states).toEqual({ [older.id]: `superseded < ${newer.id}`, [newer.id]: 'in-force' });
    expect(contradictions).toEqual([`SAME_PAIR: ${[older.id, newer.id].sort().join(', ')}`]);
  });

  test('the same word given twice is superseded and contradicts nothing', () => {
    const [older, newer] = [pair('link', a, b, 1), pair('link', a, b, 2)];
    const { states, contradictions } = judge([a, b], [newer, older]);
    expect(states).toEqual({ [older.id]: `superseded < ${newer.id}`, [newer.id]: 'in-force' });
    expect(contradictions).toEqual([]);
  });

  test('links that join what an unlink keeps apart: the oldest of them gives way, and all of them are named', () => {
    const decisions = [pair('link', a, b, 3), pair('link', b, c, 2), pair('unlink', a, c, 1)] as const;
    const [ab, bc, ac] = decisions;
    const { clusters, states, contradictions, doubts } = judge([a, b, c], decisions);
    expect(clusters).toEqual([['a', 'b'], ['c']]);
    expect(states).toEqual({
      [ab.id]: 'in-force',
      [bc.id]: `contradicted < ${[ab.id, ac.id].join(' < ')}`,
      [ac.id]: 'in-force',
    });
    expect(contradictions).toEqual([`CHAIN: ${[ab.id, bc.id, ac.id].sort().join(', ')}`]);
    expect(doubts).toEqual([['b~c', 'DECISIONS_CONTRADICT']]);
  });

  test('a chain of three is shown whole, and each unlink that it runs into is a contradiction of its own', () => {
    const links = [pair('link', a, b, 9), pair('link', b, c, 8), pair('link', c, d, 7)];
    const unlinks = [pair('unlink', a, d, 6), pair('unlink', b, d, 5)];
    const { clusters, contradictions } = judge([a, b, c, d], [...links, ...unlinks]);
    expect(clusters).toEqual([['a', 'b', 'c'], ['d']]);
    expect(contradictions).toEqual(
      [
        `CHAIN: ${[...links, unlinks[0]]
          .map((decision) => decision?.id)
          .sort()
          .join(', ')}`,
        `CHAIN: ${[links[1], links[2], unlinks[1]]
          .map((decision) => decision?.id)
          .sort()
          .join(', ')}`,
      ].sort(),
    );
  });

  test('a record that is not a person is in no entity, whatever links name it', () => {
    const decisions = [pair('link', a, b, 2), notAPerson(b, 1), pair('unlink', b, c, 3)] as const;
    const [link, not] = decisions;
    const { clusters, states, contradictions } = judge([a, b, c], decisions);
    expect(clusters).toEqual([['a'], ['c']]);
    expect(states).toMatchObject({ [link.id]: `contradicted < ${not.id}`, [not.id]: 'in-force' });
    expect(contradictions).toEqual([`NOT_A_PERSON: ${[link.id, not.id].sort().join(', ')}`]);
  });

  test('what joined two others only through a record that is not a person joins them no longer', () => {
    const decisions = [pair('link', a, b, 1), pair('link', b, c, 2), notAPerson(b, 3)];
    expect(judge([a, b, c], decisions).clusters).toEqual([['a'], ['c']]);
    expect(judge([a, b, c], decisions.slice(0, 2)).clusters).toEqual([['a', 'b', 'c']]);
  });

  test('a link of two records with different valid numbers holds and names the guard', () => {
    const born = { name: '王丽华', birthDate: '1974-08-11', sex: '2' };
    const first = resident({ ...born, documentNumber: citizenId('1974-08-11', '002') }, { key: 'first' });
    const other = resident({ ...born, documentNumber: citizenId('1974-08-11', '046', '340103') }, { key: 'other' });
    const link = pair('link', first, other, 1);
    const { clusters, states, guards, contradictions } = judge([first, other], [link]);
    expect(clusters).toEqual([['first', 'other']]);
    expect(states).toEqual({ [link.id]: 'in-force' });
    expect(guards).toEqual([`${link.id}: VALID_IDS_DIFFER`]);
    expect(contradictions).toEqual([`GUARD: ${link.id}`]);
  });

  test('a decision whose record is not there waits in force and contradicts nobody', () => {
    const [link, not] = [pair('link', a, b, 1), notAPerson(b, 2)];
    const [older, newer] = [pair('link', c, b, 3), pair('unlink', c, b, 4)];
    const { states, contradictions } = judge([a, c], [link, not, older, newer]);
    expect(states).toEqual({
      [link.id]: 'in-force',
      [not.id]: 'in-force',
      [older.id]: `superseded < ${newer.id}`,
      [newer.id]: 'in-force',
    });
    expect(contradictions).toEqual([]);
  });
});

/** Decisions of all three kinds between whoever is there: by place of the records, kind and day. */
const quarrels = fc.array(
  fc.record({
    kind: fc.constantFrom('link' as const, 'unlink' as const, 'not-a-person' as const),
    a: fc.nat(9),
    b: fc.nat(9),
    day: fc.integer({ min: 1, max: 28 }),
  }),
  { maxLength: 8 },
);
type Quarrel = Parameters<Parameters<typeof quarrels.map>[0]>[0][number];

function decisionsAmong(records: readonly RecordValues[], told: readonly Quarrel[]): readonly Decision[] {
  return told.flatMap(({ kind, a: x, b: y, day }, place): Decision[] => {
    const [one, other] = [records[x % records.length], records[y % records.length]];
    if (!one || !other) return [];
    if (kind === 'not-a-person') return [{ ...notAPerson(one, day), id: `d${place}` }];
    return one === other ? [] : [{ ...pair(kind, one, other, day), id: `d${place}` }];
  });
}

test('neither order nor record ids nor who is named first change what a decision stands for', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, quarrels, (records, told) => {
      const decisions = decisionsAmong(records, told);
      const renumbered = [...records]
        .sort((x, y) => -compareRecords(x, y))
        .map((record, i) => ({ ...record, id: asRecordId(String(1000 - i * 3)) }));
      const turned = [...decisions]
        .reverse()
        .map((decision) =>
          decision.kind === 'not-a-person' ? decision : { ...decision, a: decision.b, b: decision.a },
        );
      expect(judge(renumbered, turned)).toEqual(judge(records, decisions));
    }),
    { numRuns: 150, seed: 8 },
  );
});

test('with a record that is not a person everything else is as if it had never been delivered', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, quarrels, fc.nat(), (records, told, at) => {
      const gone = records[at % records.length];
      if (!gone) return;
      const decisions = decisionsAmong(records, told);
      const left = judge(
        records.filter((record) => record !== gone),
        decisions,
      );
      const setAside = judge(records, [...decisions, { ...notAPerson(gone, 28), id: 'z' }]);
      expect(setAside.clusters).toEqual(left.clusters);
      expect(setAside.doubts).toEqual(left.doubts);
    }),
    { numRuns: 150, seed: 9 },
  );
});

test('what a contradiction names contradicts itself without any others, and no longer when one of it is taken back', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, quarrels, (records, told) => {
      const decisions = decisionsAmong(records, told);
      const contradictionsOf = (some: readonly Decision[]): readonly string[] =>
        judge(records, some).contradictions.filter((text) => !text.startsWith('GUARD'));
      for (const contradiction of contradictionsOf(decisions)) {
        const ids = contradiction.slice(contradiction.indexOf(': ') + 2).split(', ');
        const named = decisions.filter(({ id }) => ids.includes(id));
        expect(contradictionsOf(named)).toEqual([contradiction]);
        for (const id of ids) expect(contradictionsOf(named.filter((decision) => decision.id !== id))).toEqual([]);
      }
    }),
    { numRuns: 300, seed: 10 },
  );
});

test('a link is in force exactly when its two records are of one entity or one of them is not there', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, quarrels, (records, told) => {
      const decisions = decisionsAmong(records, told);
      const { clusters, states } = judge(records, decisions);
      const clusterOf = new Map(clusters.flatMap((members, cluster) => members.map((key) => [key, cluster])));
      for (const decision of decisions) {
        if (decision.kind === 'not-a-person') {
          expect(clusterOf.has(decision.record.key)).toBe(false);
          continue;
        }
        const [x, y] = [clusterOf.get(decision.a.key), clusterOf.get(decision.b.key)];
        if (states[decision.id] !== 'in-force') continue;
        if (decision.kind === 'link') expect(x).toBe(y);
        else expect(x === undefined || x !== y).toBe(true);
      }
    }),
    { numRuns: 150, seed: 11 },
  );
});
