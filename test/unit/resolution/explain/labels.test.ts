import { expect, test } from '@jest/globals';
import type { Label } from '../../../../schema/model/identity.ts';
import { separationLabel } from '../../../../schema/rules/resolution/explain/cluster-labels.ts';
import { doubtLabel, doubtLabels } from '../../../../schema/rules/resolution/explain/doubt-labels.ts';
import { frequencyLabel } from '../../../../schema/rules/resolution/explain/frequency-label.ts';
import { verdictLabel } from '../../../../schema/rules/resolution/explain/verdict-label.ts';
import { shippedModel } from '../../../../schema/rules/resolution/shipped-model.ts';

const isBilingual = ({ zh, en }: Label): boolean => /[\u4e00-\u9fff]/.test(zh) && /^[\u0020-\u007e’“”–−]+$/.test(en);
const models = (['resident', 'legal-entity'] as const).map(shippedModel);

test('every reason for a doubt has a sentence in both languages', () => {
  expect(Object.values(doubtLabels).filter((label) => !isBilingual(label))).toEqual([]);
  const used = models.flatMap(({ settings }) => settings.guards.map(({ reason }) => reason));
  expect(used.filter((reason) => doubtLabel(reason).en === reason)).toEqual([]);
});

test('a reason of another version stands for itself rather than for nothing', () => {
  expect(doubtLabel('OLD_REASON')).toEqual({ zh: 'OLD_REASON', en: 'OLD_REASON' });
});

test('every guard has a label and a verdict for each of its outcomes, in both languages', () => {
  for (const model of models) {
    for (const [index, { label, outcome }] of model.settings.guards.entries()) {
      expect(isBilingual(label)).toBe(true);
      const outcomes =
        outcome === 'review'
          ? (['review', 'distinct'] as const)
          : [outcome === 'distinct' ? outcome : ('review' as const)];
      for (const one of outcomes) {
        const verdict = verdictLabel(model, one, index);
        expect(isBilingual(verdict)).toBe(true);
        expect([verdict.zh.endsWith(label.zh), verdict.en.endsWith(label.en)]).toEqual([true, true]);
      }
    }
  }
});

test('every comparison, level, cap and blocking rule has both labels', () => {
  const labels = models.flatMap(({ settings }) => [
    ...settings.comparisons.flatMap((comparison) => [comparison.label, ...comparison.levels.map(({ label }) => label)]),
    ...settings.caps.map(({ label }) => label),
    ...settings.blocking.map(({ label }) => label),
  ]);
  expect(labels.filter((label) => !isBilingual(label))).toEqual([]);
});

test('every cause of a separation has a sentence in both languages, alone and about other records', () => {
  const causes = [
    'guard',
    'contradiction',
    'rival',
    'decision',
    'contradicted-decision',
    'settled',
    'below-link-cut',
  ] as const;
  const told = causes.flatMap((cause) => [true, false].map((others) => separationLabel(cause, null, others)));
  expect(told.filter((label) => !isBilingual(label))).toEqual([]);
});

test.each([
  [-2.1, '共同的取值较常见', 'the shared value is common'],
  [3, '共同的取值较少见', 'the shared value is rare'],
  [0.1, '共同的取值不常见也不少见', 'the shared value is neither common nor rare'],
])('%d bits by frequency are said without the value', (bits, zh, en) => {
  expect(frequencyLabel(bits)).toEqual({ zh, en });
});
