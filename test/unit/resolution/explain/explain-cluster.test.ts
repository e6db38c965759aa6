import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findScoredPairs } from '../../../../jobs/resolution/find-scored-pairs.ts';
import type { Decision, PairDecision } from '../../../../schema/model/entity.ts';
import type { RecordId } from '../../../../schema/model/identity.ts';
import type { RecordValues } from '../../../../schema/model/record.ts';
import { clusterComponent } from '../../../../schema/rules/resolution/cluster-component.ts';
import { comparePair } from '../../../../schema/rules/resolution/compare-pair.ts';
import {
  aboutRecord,
  explainCluster,
  keepMostTelling,
} from '../../../../schema/rules/resolution/explain/explain-cluster.ts';
import { explainSetAside } from '../../../../schema/rules/resolution/explain/explain-set-aside.ts';
import { prepareRecord } from '../../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../../schema/rules/resolution/shipped-model.ts';
import { residentsLikeEachOther } from '../arbitrary-residents.ts';
import { citizenId, flat, resident } from '../resolution-records.ts';

const model = shippedModel('resident');
const wang = {
  name: '王丽华',
  documentNumber: citizenId('1974-08-11', '002'),
  sex: '2',
  birthDate: '1974-08-11',
  phone: '13812345678',
  actualAddress: flat(12, 1502),
};
const otherNumber = citizenId('1974-08-11', '046', '340103');
const { documentNumber: _, ...unnumbered } = wang;
const first = resident(wang, { key: 'first' });
const second = resident({ ...wang, documentNumber: otherNumber }, { key: 'second' });
const between = resident(unnumbered, { key: 'between' });

const decide = (kind: PairDecision['kind'], a: RecordValues, b: RecordValues, day = '02'): Decision => ({
  id: `${kind}-${a.key}-${b.key}`,
  kind,
  a,
  b,
  author: 'clerk',
  reason: 'seen',
  decidedAt: `2026-10-${day}T00:00:00.000Z`,
});

const inputOf = (records: readonly RecordValues[], decisions: readonly Decision[] = []) => ({
  records: records.map((record) => prepareRecord(record)),
  pairs: findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' }),
  decisions,
  model,
});

/** The explanation of a record's cluster with keys in the place of ids. */
function explain(asked: RecordValues, records: readonly RecordValues[], decisions: readonly Decision[] = []) {
  const explained = explainCluster(inputOf(records, decisions), asked.id);
  if (!explained) throw new Error('the record is in no cluster');
  const keyOf = (id: RecordId) => records.find((record) => record.id === id)?.key;
  return {
    ...explained,
    members: explained.members.map(keyOf).sort(),
    joins: explained.joins.map((join) => ({ ...join, pair: [join.a, join.b].map(keyOf).sort().join('~') })),
    carried: explained.carried.map((pair) => ({
      ...pair,
      pair: [pair.a, pair.b].map(keyOf).sort().join('~'),
      between: pair.between.map(keyOf),
    })),
    separations: explained.separations.map((one) => ({
      ...one,
      pair: `${keyOf(one.a)}~${keyOf(one.b)}`,
      because: one.because.map(keyOf).sort(),
    })),
  };
}

test('a cluster of three holds by two links, the heavier of which came first', () => {
  const copy = resident({ ...wang, phone: '13998765432' }, { key: 'copy' });
  const again = resident({ ...wang, actualAddress: flat(3, 204) }, { key: 'again' });
  const { members, joins, weakest, summary, separations } = explain(first, [first, copy, again]);
  expect(members).toEqual(['again', 'copy', 'first']);
  expect(joins).toHaveLength(2);
  expect(joins[0]?.weight).toBeGreaterThanOrEqual(joins[1]?.weight ?? Number.POSITIVE_INFINITY);
  expect(weakest).toMatchObject({ a: joins[1]?.a, b: joins[1]?.b });
  expect(summary).toEqual({
    zh: '3 条记录由 2 处关联连成一个主体。',
    en: '3 records are one entity by 2 links.',
  });
  expect(separations).toEqual([]);
});

test('what two records would not prove by themselves is carried by the record between them', () => {
  const { name, documentNumber, phone, actualAddress } = wang;
  const old = resident({ name, documentNumber }, { key: 'old' });
  const bridge = resident(wang, { key: 'bridge' });
  const now = resident({ name, phone, actualAddress }, { key: 'now' });
  const { members, carried } = explain(now, [old, bridge, now]);
  expect(members).toEqual(['bridge', 'now', 'old']);
  const pair = carried.find((one) => one.pair === 'now~old');
  expect(pair).toMatchObject({ between: ['bridge'] });
  expect(pair?.outcome).not.toBe('link');
  expect(pair?.label.zh).toMatch(/^两条记录自身：.+；由中间 1 条记录逐一关联。$/);
  expect(pair?.label.en).toMatch(/^The two by themselves: .+; 1 record between them carries the link\.$/);
});

test('a record that fits two people equally well: the other whom it fits is named', () => {
  const { members, separations } = explain(between, [first, second, between]);
  expect(members).toEqual(['between']);
  expect(separations.map(({ pair, cause, asked }) => [pair, cause, asked]).sort()).toEqual([
    ['between~first', 'rival', true],
    ['between~second', 'rival', true],
  ]);
  const towardsFirst = separations.find(({ pair }) => pair === 'between~first');
  expect(towardsFirst?.because).toEqual(['between', 'second']);
  expect(towardsFirst?.label.zh).toBe('其中一条与另一主体同样相符，归属何方只能猜测。');
});

test('likeness short of a link to people who must stay apart is told with the guard and the two whom it keeps apart', () => {
  const namesake = resident(
    {
      ...wang,
      documentNumber: citizenId('1974-08-12', '046', '340103'),
      birthDate: '1974-08-12',
      phone: '13998765432',
    },
    { key: 'namesake' },
  );
  const { separations } = explain(between, [first, namesake, between]);
  expect(separations).toMatchObject([
    {
      pair: 'between~namesake',
      cause: 'settled',
      reason: 'BELOW_LINK_CUT',
      because: ['first', 'namesake'],
      asked: false,
    },
  ]);
  expect(separations[0]?.label).toEqual({
    zh: '相似但不足以自动关联；两边的其他记录必须分开，故无需询问：两个有效证件号码不同（见两边的其他记录）。',
    en: 'Alike but short of a link; nobody is asked, because the two sides must stay apart: two valid document numbers that differ (between other records of the two sides).',
  });
});

test('a guard that holds for the two themselves needs no other records', () => {
  const { separations } = explain(first, [first, second]);
  expect(separations).toMatchObject([
    {
      cause: 'guard',
      asked: true,
      label: {
        zh: '规则阻止自动合并：两个有效证件号码不同。',
        en: 'A rule holds them back: two valid document numbers that differ.',
      },
    },
  ]);
});

test('records that contradict a member too strongly stay out, and the contradicting two are named', () => {
  const bridge = resident({ phone: wang.phone }, { key: 'bridge' });
  const stranger = resident(
    { ...wang, documentNumber: '', name: '赵国强', sex: '1', birthDate: '1950-01-02', actualAddress: flat(9, 101) },
    { key: 'stranger' },
  );
  const pairs = [
    { a: first.id, b: bridge.id, weight: 30, outcome: 'link', levels: {} },
    { a: bridge.id, b: stranger.id, weight: 20, outcome: 'link', levels: {} },
  ] as const;
  const explained = explainCluster({ ...inputOf([first, bridge, stranger]), pairs }, stranger.id);
  expect(explained?.separations).toMatchObject([{ cause: 'contradiction', reason: 'CLUSTER_SPLIT' }]);
  expect([...(explained?.separations[0]?.because ?? [])].sort()).toEqual([first.id, stranger.id].sort());
});

test('what a person keeps apart is told as their decision, for every pair that it settles', () => {
  const copy = resident({ name: wang.name, documentNumber: wang.documentNumber }, { key: 'copy' });
  const again = resident(wang, { key: 'again' });
  const { members, separations } = explain(first, [first, copy, again], [decide('unlink', first, copy)]);
  expect(members).toEqual(['again', 'first']);
  expect(separations.map(({ pair, cause, because, asked }) => [pair, cause, because, asked]).sort()).toEqual([
    ['again~copy', 'decision', ['copy', 'first'], false],
    ['first~copy', 'decision', ['copy', 'first'], false],
  ]);
  expect(separations[0]?.label.en).toMatch(/^A person keeps the two sides apart/);
});

test('what a person joined is told as their decision, and so is the guard that they overruled', () => {
  const { members, joins, weakest, summary, carried } = explain(
    first,
    [first, second],
    [decide('link', first, second)],
  );
  expect(members).toEqual(['first', 'second']);
  expect(joins).toMatchObject([{ decided: true, pair: 'first~second', excused: [{ by: [] }] }]);
  expect(joins[0]?.excused[0]?.label.zh).toBe('规则“两个有效证件号码不同”在此不适用：人工已就这两条记录作出决定。');
  expect(weakest).toBeNull();
  expect(summary.en).toBe('2 records are one entity by 1 link, 1 of them by a person’s decision.');
  expect(carried).toMatchObject([{ pair: 'first~second', between: [] }]);
  expect(carried[0]?.label.en).toMatch(/; a person linked them\.$/);
});

test('who may join because a person answered for two others is excused by that decision', () => {
  const again = resident(wang, { key: 'again' });
  const { members, joins } = explain(again, [first, second, again], [decide('link', first, second)]);
  expect(members).toEqual(['again', 'first', 'second']);
  const [, joined] = joins;
  expect(joined?.decided).toBe(false);
  expect(joined?.excused).toMatchObject([
    { by: [first.id], label: { zh: expect.stringContaining('人工已在同样情形下') } },
  ]);
});

test('a guard that does not hold because a record between knows both names is told with that record', () => {
  const { documentNumber, ...rest } = wang;
  const both = resident({ ...rest, documentNumber, formerName: '赵招娣' }, { key: 'both' });
  const now = resident(rest, { key: 'now' });
  // Less is known of the former name's holder, else it would be a rival of the other.
  const { actualAddress: _home, ...lessKnown } = rest;
  const former = resident({ ...lessKnown, name: '赵招娣' }, { key: 'former' });
  const { members, joins } = explain(both, [both, now, former]);
  expect(members).toEqual(['both', 'former', 'now']);
  const excused = joins.flatMap((join) => join.excused);
  expect(excused).toMatchObject([{ by: [both.id] }]);
  expect([excused[0]?.a, excused[0]?.b].sort()).toEqual([now.id, former.id].sort());
  expect(excused[0]?.label.en).toMatch(
    /^The rule “born the same day under other names: perhaps twins” does not apply: another record of the other’s side bears one of the two out/,
  );
});

test('a link that other decisions contradict is told', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((key) => resident({ name: `某${key}` }, { key }));
  if (!a || !b || !c) throw new Error('three records');
  const decisions = [decide('unlink', a, c, '04'), decide('link', a, b, '03'), decide('link', b, c, '02')];
  const { separations } = explain(c, [a, b, c], decisions);
  expect(separations).toMatchObject([{ pair: 'c~b', cause: 'contradicted-decision', asked: true }]);
});

test('a record that is no subject is in no cluster, whoever would link with it, and its explanation says only that', () => {
  const decision: Decision = {
    id: 'nobody',
    kind: 'not-a-person',
    record: first,
    author: 'clerk',
    reason: 'a test row',
    decidedAt: '2026-10-05T00:00:00.000Z',
  };
  const input = inputOf([first, between], [decide('link', first, between), decision]);
  expect(explainCluster(input, first.id)).toBeNull();
  expect(explainCluster(input, between.id)).toMatchObject({ members: [between.id], joins: [], separations: [] });
  const [published, settled] = [true, false].map(explainSetAside);
  expect(settled).toMatchObject({ joins: [], carried: [], separations: [] });
  expect(settled?.summary.en).toMatch(/it is in no entity\.$/);
  expect(published?.summary).not.toEqual(settled?.summary);
});

test('likeness between the cuts is told as just that', () => {
  const alike = resident({ name: '王丽华', birthDate: '1974-08-11' }, { key: 'alike' });
  const one = resident({ name: '王丽华', birthDate: '1974-08-12', phone: '13812345678' }, { key: 'one' });
  const pair = comparePair(prepareRecord(alike), prepareRecord(one), model);
  const pairs = [{ a: alike.id, b: one.id, weight: pair.weight, outcome: 'review', levels: {} }] as const;
  const explained = explainCluster({ ...inputOf([alike, one]), pairs }, one.id);
  expect(explained?.separations).toMatchObject([{ cause: 'below-link-cut', reason: 'BELOW_LINK_CUT', asked: true }]);
});

test('the explanation is of the clusters that resolution makes, and its parts add up', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, fc.nat(), fc.constantFrom('link', 'unlink'), (records, at, kind) => {
      const [x, y] = [records[at % records.length], records[(at + 1) % records.length]];
      const input = inputOf(records, x && y && x !== y ? [decide(kind, x, y)] : []);
      const { clusters, doubts } = clusterComponent(input);
      for (const { members } of clusters) {
        for (const id of members) expect(explainCluster(input, id)?.members).toEqual(members);
        const explained = explainCluster(input, members[0] as RecordId);
        if (!explained) throw new Error('the record is in no cluster');
        const inside = new Set<RecordId>(members);
        // A tree of links over the members; whoever is not linked to another is carried.
        expect(explained.joins).toHaveLength(members.length - 1);
        expect(explained.joins.every(({ a, b }) => inside.has(a) && inside.has(b))).toBe(true);
        for (const { between } of explained.carried) expect(between.every((id) => inside.has(id))).toBe(true);
        expect(explained.separations.every(({ a, b }) => inside.has(a) && !inside.has(b))).toBe(true);
        // Every doubt at the cluster's border is among what keeps it apart, and marked as asked.
        const asked = explained.separations.filter((one) => one.asked).map(({ a, b }) => [a, b].sort().join('~'));
        const border = doubts.filter(({ a, b }) => inside.has(a) !== inside.has(b));
        expect(asked.sort()).toEqual(border.map(({ a, b }) => [a, b].sort().join('~')).sort());
      }
    }),
    { numRuns: 100, seed: 21 },
  );
});

test('of one record only what is about it is told', () => {
  const copy = resident({ ...wang, phone: '13998765432' }, { key: 'copy' });
  const again = resident({ ...wang, actualAddress: flat(3, 204) }, { key: 'again' });
  const explained = explainCluster(inputOf([first, copy, again]), copy.id);
  if (!explained) throw new Error('the record is in no cluster');
  const { joins, summary } = aboutRecord(explained, copy.id);
  expect(summary.zh).toBe('所属主体另有 2 条记录：自身即与每一条关联。');
  expect(joins.length).toBeGreaterThan(0);
  expect(joins.every(({ a, b }) => a === copy.id || b === copy.id)).toBe(true);
});

test('of a component of more than 200 records the most telling fifty of each list are kept, and the whole is counted', () => {
  const crowd = Array.from({ length: 210 }, (_, i) => resident(wang, { key: `crowd${String(i).padStart(3, '0')}` }));
  const [head, ...rest] = crowd;
  if (!head) throw new Error('a crowd');
  const pairs = rest.map(
    ({ id }, i) => ({ a: head.id, b: id, weight: 40 - i / 100, outcome: 'link', levels: {} }) as const,
  );
  const explained = explainCluster({ ...inputOf([]), records: crowd.map((one) => prepareRecord(one)), pairs }, head.id);
  if (!explained) throw new Error('the record is in no cluster');
  const told = keepMostTelling(explained, explained.componentSize);
  expect(told.members).toHaveLength(210);
  expect(told.joins).toHaveLength(50);
  expect(told.joins.at(-1)?.weight).toBe(explained.weakest?.weight);
  expect(told.counts).toEqual({ joins: 209, carried: 0, separations: 0 });
  expect(keepMostTelling(explained, 200).joins).toHaveLength(209);
});

test('a record that nothing is like, and one that is kept apart from others, are told in a sentence', () => {
  const alone = explainCluster(inputOf([first]), first.id);
  const apart = explainCluster(inputOf([first, second]), first.id);
  if (!alone || !apart) throw new Error('the record is in no cluster');
  expect(aboutRecord(alone, first.id).summary.en).toBe('No other record is alike enough: it is an entity by itself.');
  expect(aboutRecord(apart, first.id).summary.en).toBe(
    'It is an entity by itself. It is kept apart from 1 alike record, for the reasons below.',
  );
});
