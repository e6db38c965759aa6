import { entityTypes } from '../../schema/model/identity.ts';
import type { RunPreview, TypeReport } from '../../schema/model/reconciliation.ts';
import type { Reconciliation } from '../../schema/store/reconciliation-store.ts';
import type { KeptRun } from '../../schema/store/run-report-store.ts';
import { formatEstimate, formatShare } from '../report/format.ts';
import { kinds, kindWords } from '../report/words.ts';
import { formatTable } from './terminal.ts';

/** What a person is told at the end of a run; `kept` null where it did not come to its end. */
export function formatReconciliation(run: Reconciliation, kept: KeptRun | null): readonly string[] {
  const { id, state, dryRun, report } = run;
  if (state === 'failed') return [`failed: ${report.problem}; nothing was changed`];
  if (state === 'cancelled') return ['cancelled; nothing was changed'];
  const would = dryRun ? 'would be ' : '';
  return [
    `${Number(report.records).toLocaleString('en')} records resolved${dryRun ? ' (dry run: nothing was kept)' : ''}`,
    `entities ${would}created ${report.created}, changed ${report.changed}, absorbed ${report.absorbed}, split ${report.split}, deleted ${report.deleted}`,
    `golden hash ${report.goldenHash}${report.goldenHash === report.goldenHashBefore ? ' (unchanged)' : ''}`,
    ...(kept ? [...formatPreview(kept.preview), ...kept.report.types.flatMap(formatType)] : []),
    '',
    `the whole report: commongrid report ${id} --out report.html`,
  ];
}

function formatPreview({ kinds: byType, fields, platforms }: RunPreview): readonly string[] {
  const changed = entityTypes.filter((entityType) => kinds.some((kind) => byType[entityType][kind] > 0));
  const names = kinds.map((kind) => kindWords[kind].en);
  const byField = Object.entries(fields).sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1));
  return [
    ...section(
      formatTable(
        ['entities', ...names],
        changed.map((entityType) => [entityType, ...kinds.map((kind) => byType[entityType][kind])]),
      ),
      changed.length,
    ),
    ...section(formatTable(['value changes by field', 'entities'], byField), byField.length),
    ...section(
      formatTable(
        ['platforms affected', 'entities', ...names],
        platforms.map(({ client, entities, kinds: counts }) => [
          client,
          entities,
          ...kinds.map((kind) => counts[kind]),
        ]),
      ),
      platforms.length,
    ),
  ];
}

const section = (lines: readonly string[], rows: number): readonly string[] => (rows === 0 ? [] : ['', ...lines]);

function formatType({ entityType, modelPrecision, recall, drift, modelChange }: TypeReport): readonly string[] {
  const moved = drift.filter(({ verdict, population }) => verdict !== 'stable' && population === 'linked');
  const lines = [
    ...(modelPrecision ? [`precision ${formatShare(modelPrecision.value)} by the model's own probabilities`] : []),
    ...(recall ? [`recall ${formatEstimate(recall.recall)} by capture and recapture`] : []),
    ...moved.map(
      ({ dataset, comparison, index, verdict }) =>
        `drift: ${comparison} of ${dataset} ${verdict} (PSI ${index.toFixed(2)})`,
    ),
    ...(modelChange
      ? [`model ${modelChange.versionBefore} → ${modelChange.version}, ${modelChange.levels.length} weights changed`]
      : []),
  ];
  return lines.length === 0 ? [] : ['', `${entityType}:`, ...lines.map((line) => `  ${line}`)];
}
