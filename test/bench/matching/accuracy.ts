import path from 'node:path';
import { parseArgs } from 'node:util';
import { entityTypes } from '../../../schema/model/identity.ts';
import { contractsFolder, loadContracts } from '../../../schema/model/load-contracts.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { readLabelledFolder } from './labelled-folder.ts';
import { measureFolder, type PairKind, type TypeMeasure } from './measure-folder.ts';

/**
 * How well the shipped models match labelled districts: `node dist/test/bench/matching/accuracy.js [--kinds N]
 * [--contracts FOLDER]… FOLDER…`. A folder holds feeds named after their datasets, truth.csv (dataset,key,truth) and
 * traps.csv (trap,a,b,expected). `--contracts` adds the contracts of departments that the hub does not ship.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kinds: { type: 'string', default: '10' }, contracts: { type: 'string', multiple: true, default: [] } },
});
const contracts = [contractsFolder(), ...values.contracts].flatMap((folder) => loadContracts(folder));
for (const folder of positionals) {
  const labelled = await readLabelledFolder(folder, contracts);
  for (const entityType of entityTypes) {
    const measure = measureFolder(labelled, shippedModel(entityType));
    if (measure.records > 0)
      process.stdout.write(`${formatMeasure(path.basename(folder), measure, Number(values.kinds))}\n`);
  }
}

function formatMeasure(folder: string, measure: TypeMeasure, kinds: number): string {
  const { entityType, records, accuracy, beforeReview, reviews, recordsInReview, traps } = measure;
  const share = ((100 * recordsInReview) / Math.max(1, records)).toFixed(2);
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const trapped = Object.entries(traps).map(
    ([trap, { of, merged, reviewed }]) => `${trap} ${merged} merged, ${reviewed} reviewed of ${of}`,
  );
  return [
    `${folder} ${entityType}: P ${accuracy.precision.toFixed(5)} R ${accuracy.recall.toFixed(5)} F1 ${accuracy.f1.toFixed(5)}` +
      ` (reviews left out of it: R ${beforeReview.recall.toFixed(5)}), ${records} records, ${share} % in review`,
    `  reviews: ${list(reviews)}`,
    `  traps: ${trapped.join('; ')}`,
    ...formatKinds('missed', measure.missed, kinds),
    ...formatKinds('wrong', measure.wrong, kinds),
  ].join('\n');
}

function formatKinds(title: string, list: readonly PairKind[], kinds: number): readonly string[] {
  const total = list.reduce((sum, { pairs }) => sum + pairs, 0);
  return [
    `  ${title}: ${total}`,
    ...list.slice(0, kinds).map(({ pairs, kind, example }) => `    ${pairs} ${kind} (${example.join(' ')})`),
  ];
}
