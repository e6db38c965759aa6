import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePair } from '../../../../schema/rules/resolution/compare-pair.ts';
import { explainPair } from '../../../../schema/rules/resolution/explain/explain-pair.ts';
import { prepareRecord } from '../../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../../schema/rules/resolution/shipped-model.ts';
import { residentsLikeEachOther } from '../arbitrary-residents.ts';
import { citizenId, flat, resident } from '../resolution-records.ts';

const model = shippedModel('resident');

test('the waterfall of any pair ends at the weight that decided it', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, (records) => {
      const [a, b] = records.map((record) => prepareRecord(record));
      if (!a || !b) throw new Error('two records');
      const { weight, outcome } = comparePair(a, b, model);
      const explained = explainPair(a, b, model);
      expect(explained.lines.at(-1)?.runningWeight).toBeCloseTo(weight, 9);
      expect(explained).toMatchObject({ weight, outcome });
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('a clerk reads why two valid numbers keep a pair apart, in both languages', () => {
  const wang = { name: '王丽华', birthDate: '1974-08-11', sex: '2', actualAddress: flat(12, 1502) };
  const [a, b] = ['002', '046'].map((sequence) =>
    prepareRecord(resident({ ...wang, documentNumber: citizenId('1974-08-11', sequence) })),
  );
  if (!a || !b) throw new Error('two records');
  const { lines, verdict } = explainPair(a, b, model);
  expect(lines.map(({ label }) => label.en)).toContain('Document number: both valid and different');
  expect(lines.map(({ label }) => label.zh)).toContain('姓名：相同');
  expect(verdict).toEqual({
    zh: '需人工确认：两个有效证件号码不同',
    en: 'A person decides: two valid document numbers that differ',
  });
});

test('a cap on household evidence is a line of its own', () => {
  const home = { phone: '13812345678', actualAddress: flat(12, 1502) };
  const explained = explainPair(
    prepareRecord(resident({ ...home, name: '王丽华', birthDate: '1974-08-11' })),
    prepareRecord(resident({ ...home, name: '李建国', birthDate: '1972-01-20' })),
    model,
  );
  const cap = explained.lines.find(({ label }) => label.en.includes('one household counts once'));
  expect(cap?.bits).toBeLessThan(0);
});

test('how common the shared value is stands apart from what agreement proves, and the value is not told', () => {
  const explain = (name: string) =>
    explainPair(prepareRecord(resident({ name })), prepareRecord(resident({ name })), model);
  const [common, rare] = [explain('张伟'), explain('欧阳若曦')].map(({ lines }) =>
    lines.find(({ comparison }) => comparison === 'name'),
  );
  expect(common?.frequency?.label).toEqual({ zh: '共同的取值较常见', en: 'the shared value is common' });
  expect(rare?.frequency?.label).toEqual({ zh: '共同的取值较少见', en: 'the shared value is rare' });
  expect(common?.frequency?.bits).toBeLessThan(0);
  // The rest of the line is what any two equal names prove.
  expect((common?.bits ?? 0) - (common?.frequency?.bits ?? 0)).toBeCloseTo(
    (rare?.bits ?? 0) - (rare?.frequency?.bits ?? 0),
    9,
  );
  expect(JSON.stringify(explain('张伟'))).not.toContain('张伟');
});

test('a guard says what the rest of the evidence proves and what it had to prove for a person to be asked', () => {
  const zhang = { name: '张伟', birthDate: '1974-08-11', sex: '1' };
  const [first, second] = ['002', '046'].map((sequence) => citizenId('1974-08-11', sequence));
  const explain = (more: Readonly<Record<string, string>>) =>
    explainPair(
      prepareRecord(resident({ ...zhang, ...more, documentNumber: first ?? '' })),
      prepareRecord(resident({ ...zhang, ...more, documentNumber: second ?? '' })),
      model,
    );
  const [alone, sameHome] = [explain({}), explain({ actualAddress: flat(12, 1502) })];
  expect([alone.outcome, sameHome.outcome]).toEqual(['distinct', 'review']);
  for (const { guard, outcome } of [alone, sameHome]) {
    expect((guard?.rest?.weight ?? 0) >= (guard?.rest?.atLeast ?? 0)).toBe(outcome === 'review');
  }
});

test('no value of a record is in its explanation', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, (records) => {
      const [a, b] = records;
      if (!a || !b) throw new Error('two records');
      const told = JSON.stringify(explainPair(prepareRecord(a), prepareRecord(b), model));
      // One and two characters are codes, as in the number of a level.
      const values = [a, b].flatMap(({ values }) => Object.values(values)).filter((value) => value.length > 2);
      expect(values.filter((value) => told.includes(value))).toEqual([]);
    }),
    { numRuns: 100, seed: 9 },
  );
});
