import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntityType } from '../../../../schema/model/identity.ts';
import type { RecordValues } from '../../../../schema/model/record.ts';
import { comparePair, evaluatePair } from '../../../../schema/rules/resolution/compare-pair.ts';
import { type CompiledModel, compileModel } from '../../../../schema/rules/resolution/compile-model.ts';
import type { LevelCounterfactual } from '../../../../schema/rules/resolution/explain/counterfactuals.ts';
import { explainPair } from '../../../../schema/rules/resolution/explain/explain-pair.ts';
import { prepareRecord } from '../../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../../schema/rules/resolution/shipped-model.ts';
import { weighPattern } from '../../../../schema/rules/resolution/weigh-pattern.ts';
import { residentsLikeEachOther } from '../arbitrary-residents.ts';
import { citizenId, creditCode, flat, legalEntity, resident } from '../resolution-records.ts';

const explain = (a: RecordValues, b: RecordValues, entityType: EntityType = 'resident') =>
  explainPair(prepareRecord(a), prepareRecord(b), shippedModel(entityType));
const ofLevels = (explained: ReturnType<typeof explain>): readonly LevelCounterfactual[] =>
  explained.counterfactuals.flatMap((one) => (one.kind === 'level' ? [one] : []));

const wang = {
  name: '王丽华',
  documentNumber: citizenId('1974-08-11', '002'),
  sex: '2',
  birthDate: '1974-08-11',
  phone: '13812345678',
  actualAddress: flat(12, 1502),
};
const { documentNumber: _, ...unnumbered } = wang;

/** The counterfactual applied: its level put in the pair's place, with the bits that make its change come true. */
function apply(a: RecordValues, b: RecordValues, compiled: CompiledModel, { comparison, level }: LevelCounterfactual) {
  const [x, y] = [prepareRecord(a), prepareRecord(b)];
  const now = evaluatePair(x, y, compiled);
  const index = compiled.comparisons.findIndex(({ name }) => name === comparison);
  const to = compiled.comparisons[index]?.levelKeys.indexOf(level) ?? -1;
  const frequency = compiled.comparisons[index]?.frequencies[to];
  const [value = ''] = frequency?.partsRead ?? [];
  const sides = [x.parts, y.parts].filter((parts) => parts[value] !== undefined);
  const rarity = frequency && sides.length > 0 ? Math.min(...sides.map((parts) => frequency.bitsOf(parts))) : 0;
  const bits = (compiled.weightTables[compiled.weightTableOf(x.dataset, y.dataset)]?.[index]?.[to] ?? 0) + rarity;
  return {
    before: now.weighed,
    after: weighPattern(compiled, now.levels.with(index, to), now.bits.with(index, bits)),
  };
}

test('every counterfactual flips the outcome as it says when it is applied, and by the bits that it says', () => {
  const compiled = compileModel(shippedModel('resident'));
  let applied = 0;
  fc.assert(
    fc.property(residentsLikeEachOther, (records) => {
      const [a, b] = records;
      if (!a || !b) throw new Error('two records');
      const explained = explain(a, b);
      for (const one of ofLevels(explained)) {
        const { before, after } = apply(a, b, compiled, one);
        expect(after.outcome).toBe(one.outcome);
        expect(one.outcome).not.toBe(explained.outcome);
        expect(after.weight - before.weight).toBeCloseTo(one.change, 9);
        applied += 1;
      }
    }),
    { numRuns: 300, seed: 11 },
  );
  expect(applied).toBeGreaterThan(500);
});

test('the smallest change comes first, each comparison names at most one level for each other outcome', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, ([a, b]) => {
      if (!a || !b) throw new Error('two records');
      const levels = ofLevels(explain(a, b));
      const sizes = levels.map(({ change }) => Math.abs(change));
      expect(sizes).toEqual([...sizes].sort((x, y) => x - y));
      expect(new Set(levels.map(({ comparison, outcome }) => `${comparison} ${outcome}`)).size).toBe(levels.length);
    }),
    { numRuns: 100, seed: 12 },
  );
});

test.each([
  [
    'a pair kept apart by two valid numbers would link if these were one',
    [wang, { ...wang, documentNumber: citizenId('1974-08-11', '046') }],
    ['document', 'link'],
    wang,
  ],
  [
    'a linked pair would be doubtful if its numbers were two valid ones',
    [wang, wang],
    ['document', 'review'],
    { ...wang, documentNumber: citizenId('1974-08-11', '046') },
  ],
  [
    'two people of one home without numbers would link if their names agreed',
    [unnumbered, { ...unnumbered, name: '王小明' }],
    ['name', 'link'],
    unnumbered,
  ],
] as const)('%s, and so it comes out when the record is changed that way', (_title, [a, b], wanted, changed) => {
  const [comparison, outcome] = wanted;
  const found = ofLevels(explain(resident(a), resident(b)));
  expect(found.filter((one) => one.comparison === comparison && one.outcome === outcome)).toHaveLength(1);
  const now = comparePair(prepareRecord(resident(a)), prepareRecord(resident(b)), shippedModel('resident'));
  const then = comparePair(prepareRecord(resident(a)), prepareRecord(resident(changed)), shippedModel('resident'));
  expect(now.outcome).not.toBe(outcome);
  expect(then.outcome).toBe(outcome);
});

test('a guard is honoured: no name makes one person of two with different valid numbers', () => {
  const other = { ...wang, name: '李建国', documentNumber: citizenId('1974-08-11', '046') };
  const explained = explain(resident(wang), resident(other));
  expect(explained.guard?.reason).toBe('VALID_IDS_DIFFER');
  expect(ofLevels(explained).filter(({ comparison, outcome }) => comparison === 'name' && outcome === 'link')).toEqual(
    [],
  );
});

test('a person’s decision is always among what would change it, last, and never says what is so already', () => {
  const linked = explain(resident(wang), resident(wang));
  const apart = explain(resident(wang), resident({ name: '赵国强' }));
  const doubtful = explain(resident(wang), resident({ ...wang, documentNumber: citizenId('1974-08-11', '046') }));
  const decisionsOf = ({ counterfactuals }: typeof linked) =>
    counterfactuals
      .slice(ofLevels({ ...linked, counterfactuals }).length)
      .map((one) => one.kind === 'decision' && one.decision);
  expect([linked.outcome, doubtful.outcome, apart.outcome]).toEqual(['link', 'review', 'distinct']);
  expect([linked, doubtful, apart].map(decisionsOf)).toEqual([['unlink'], ['link', 'unlink'], ['link']]);
});

test('a clerk reads in both languages what would have to be otherwise', () => {
  const company = { name: '南京兴隆酒店有限公司', creditCode: creditCode('MA1ABCDE'), phone: '02586543210' };
  const branch = explain(
    legalEntity(company),
    legalEntity({ ...company, name: '南京兴隆酒店有限公司江东分公司' }),
    'legal-entity',
  );
  const ofBranch = ofLevels(branch).find(({ comparison }) => comparison === 'branch');
  expect(branch.guard?.label.zh).toBe('一方是分支机构');
  expect(ofBranch?.label.en).toMatch(/^If it were “.+: .+” \(now “.+”\), they would link\.$/);
  expect(ofBranch?.label.zh).toMatch(/^若“.+：.+”（现为“.+”），则自动关联。$/);
});

test('while a person’s decision stands, only taking it back or another decision would change what holds', () => {
  const other = resident({ ...wang, documentNumber: citizenId('1974-08-11', '046') });
  const decided = (decision: 'link' | 'unlink') =>
    explainPair(prepareRecord(resident(wang)), prepareRecord(other), shippedModel('resident'), decision);
  const told = (decision: 'link' | 'unlink') =>
    decided(decision).counterfactuals.map((one) => [one.kind === 'decision' && one.decision, one.outcome]);
  expect(told('link')).toEqual([
    ['undo', 'review'],
    ['unlink', 'distinct'],
  ]);
  expect(told('unlink')).toEqual([
    ['undo', 'review'],
    ['link', 'link'],
  ]);
  expect(decided('link').outcome).toBe('review');
  // A decision that says what the evidence says too is no change when it is taken back.
  const agreed = explainPair(
    prepareRecord(resident(wang)),
    prepareRecord(resident(wang)),
    shippedModel('resident'),
    'link',
  );
  expect(agreed.counterfactuals).toMatchObject([{ decision: 'unlink' }]);
});
