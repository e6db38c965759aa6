import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import type { Decision, PairDecision } from '../../../schema/model/entity.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { clusterComponent } from '../../../schema/rules/resolution/cluster-component.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { compareRecords } from '../../../schema/rules/resolution/record-order.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { residentsLikeEachOther } from './arbitrary-residents.ts';
import { citizenId, flat, resident } from './resolution-records.ts';

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

const decide = (
  kind: PairDecision['kind'],
  a: RecordValues,
  b: RecordValues,
  decidedAt = '2026-10-02T00:00:00.000Z',
): PairDecision => ({
  id: `${kind}-${a.key}-${b.key}-${decidedAt}`,
  kind,
  a,
  b,
  author: 'clerk',
  reason: 'seen',
  decidedAt,
});

function cluster(records: readonly RecordValues[], decisions: readonly Decision[] = []) {
  const pairs = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
  const { clusters, doubts } = clusterComponent({
    records: records.map((record) => prepareRecord(record)),
    pairs,
    decisions,
    model,
  });
  const keyOf = new Map(records.map(({ id, key }) => [id, key]));
  return {
    clusters: clusters.map(({ members }) => members.map((id) => keyOf.get(id)).sort()).sort(),
    doubts: doubts.map(({ a, b, reason }) => [[keyOf.get(a), keyOf.get(b)].sort().join('~'), reason]).sort(),
  };
}

describe('clustering a component', () => {
  const first = resident(wang, { key: 'first' });
  const second = resident({ ...wang, documentNumber: otherNumber }, { key: 'second' });
  const between = resident(unnumbered, { key: 'between' });

  test('a record that fits two people with different numbers equally well joins neither, and a person is asked', () => {
    const { clusters, doubts } = cluster([first, second, between]);
    expect(clusters).toEqual([['between'], ['first'], ['second']]);
    expect(doubts).toEqual([
      ['between~first', 'CLUSTER_SPLIT'],
      ['between~second', 'CLUSTER_SPLIT'],
      ['first~second', 'VALID_IDS_DIFFER'],
    ]);
  });

  test('a record that fits one of the two clearly better joins that one', () => {
    const moved = resident(
      { ...wang, documentNumber: otherNumber, phone: '13998765432', actualAddress: flat(3, 204) },
      { key: 'moved' },
    );
    expect(cluster([first, moved, between]).clusters).toEqual([['between', 'first'], ['moved']]);
  });

  test('a person who kept it from one of the two has thereby let it join the other', () => {
    expect(cluster([first, second, between], [decide('unlink', second, between)]).clusters).toEqual([
      ['between', 'first'],
      ['second'],
    ]);
  });

  test('likeness to a cluster whose number is another asks nobody once the record has found its place', () => {
    const namesake = resident(
      { ...wang, documentNumber: otherNumber, phone: '13998765432', actualAddress: flat(3, 204) },
      { key: 'namesake' },
    );
    expect(cluster([first, namesake, between]).doubts).toEqual([]);
  });

  test('a person may say that the two numbers are one person', () => {
    const { clusters, doubts } = cluster([first, second, between], [decide('link', first, second)]);
    expect(clusters).toEqual([['between', 'first', 'second']]);
    expect(doubts).toEqual([]);
  });

  test('who agrees with one side of a decided link may join, though it contradicts the other side', () => {
    const again = resident(wang, { key: 'again' });
    expect(cluster([first, second, again], [decide('link', first, second)]).clusters).toEqual([
      ['again', 'first', 'second'],
    ]);
  });

  test('a person may keep two records apart that would have linked, and is not asked again', () => {
    const copy = resident(wang, { key: 'copy' });
    const { clusters, doubts } = cluster([first, copy], [decide('unlink', first, copy)]);
    expect(clusters).toEqual([['copy'], ['first']]);
    expect(doubts).toEqual([]);
  });

  test('of two decisions on one pair the newer stands', () => {
    const copy = resident(wang, { key: 'copy' });
    const unlink = decide('unlink', first, copy, '2026-10-02T00:00:00.000Z');
    const link = decide('link', copy, first, '2026-10-03T00:00:00.000Z');
    expect(cluster([first, copy], [unlink, link]).clusters).toEqual([['copy', 'first']]);
    expect(cluster([first, copy], [link, unlink]).clusters).toEqual([['copy', 'first']]);
  });

  test('links that together contradict a decided separation are shown', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((key) => resident({ name: `某${key}` }, { key }));
    if (!a || !b || !c) throw new Error('three records');
    const { clusters, doubts } = cluster(
      [a, b, c],
      [
        decide('unlink', a, c, '2026-10-04T00:00:00.000Z'),
        decide('link', a, b, '2026-10-03T00:00:00.000Z'),
        decide('link', b, c, '2026-10-02T00:00:00.000Z'),
      ],
    );
    expect(clusters).toEqual([['a', 'b'], ['c']]);
    expect(doubts).toEqual([['b~c', 'DECISIONS_CONTRADICT']]);
  });

  test('a child under the mother’s number stays apart from all her records', () => {
    const child = { ...wang, name: '李子轩', sex: '1', birthDate: '2026-03-01' };
    const { clusters } = cluster([
      resident(wang, { key: 'register' }),
      resident(wang, { key: 'clinic' }),
      resident(child, { key: 'child' }),
    ]);
    expect(clusters).toEqual([['child'], ['clinic', 'register']]);
  });

  test('no two valid different numbers share a cluster, and every record is in exactly one', () => {
    fc.assert(
      fc.property(residentsLikeEachOther, (records) => {
        const byKey = new Map(records.map((record) => [record.key, prepareRecord(record).parts]));
        const { clusters } = cluster(records);
        expect(clusters.flat().sort()).toEqual(records.map(({ key }) => key).sort());
        for (const members of clusters) {
          const sound = members
            .map((key) => byKey.get(key ?? ''))
            .filter((parts) => parts?.['document.standing'] === 'sound');
          expect(new Set(sound.map((parts) => parts?.['document.number'])).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  test('neither the order of arrival nor the record ids change a cluster or a doubt', () => {
    fc.assert(
      fc.property(
        residentsLikeEachOther,
        fc.nat(),
        fc.constantFrom('link' as const, 'unlink' as const),
        (records, at, kind) => {
          const [x, y] = [records[at % records.length], records[(at + 1) % records.length]];
          const decisions = x && y && x !== y ? [decide(kind, x, y)] : [];
          const renumbered = [...records]
            .sort((a, b) => -compareRecords(a, b))
            .map((record, i) => ({ ...record, id: asRecordId(String(1000 - i * 3)) }));
          expect(cluster(renumbered, decisions)).toEqual(cluster(records, decisions));
        },
      ),
      { numRuns: 150, seed: 6 },
    );
  });
});
