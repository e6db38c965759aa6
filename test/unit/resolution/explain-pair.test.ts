import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { explainPair } from '../../../schema/rules/resolution/explain-pair.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { residentsLikeEachOther } from './arbitrary-residents.ts';
import { citizenId, flat, resident } from './resolution-records.ts';

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
