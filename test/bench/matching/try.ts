import path from 'node:path';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import { splitIntoComponents } from '../../../jobs/resolve/gather-components.ts';
import { loadResolutionSettings } from '../../../schema/model/load-resolution-settings.ts';
import { clusterComponent } from '../../../schema/rules/resolution/cluster-component.ts';
import { evaluateClusters } from '../../../schema/rules/resolution/evaluate.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import { publicDataSets, readPublicRecords } from './public-data.ts';
import { writeFileSync } from 'node:fs';
const [name, folder = '', dump] = process.argv.slice(2);
const set = publicDataSets.find((one) => one.name === name)!;
const { records, truth } = await readPublicRecords(folder, set);
const settings = loadResolutionSettings(path.join(packageRoot(), 'test/bench/matching/settings', set.settings));
let t = performance.now();
const lap = (what: string) => { console.log(what, ((performance.now() - t) / 1000).toFixed(1), 's'); t = performance.now(); };
const model = trainModel(records, settings, { seed: 1 });
lap('train');
console.log('prior', model.prior, 'expected pairs', model.prior * records.length * (records.length - 1) / 2, model.cuts);
for (const [c, levels] of Object.entries(model.parameters)) console.log(' ', c, Object.entries(levels).map(([k, { m, u }]) => `${k} m${m.toPrecision(2)} u${u.toPrecision(2)} ${Math.log2(m / u).toFixed(1)}`).join(' | '));
const low = { ...model, cuts: { link: -5, review: -5 } };
const all = findScoredPairs(records, { model: low, dirty: 'all', oversizeKeys: 'from-records' , onOversize: (b) => { if (b.refined) console.log('oversize', b.rule, b.records) } });
lap('score');
const keys = new Map(records.map(({ id, key }) => [id, key]));
if (dump) writeFileSync(dump, JSON.stringify({ pairs: all.map((p) => [keys.get(p.a), keys.get(p.b), p.weight, p.levels]) }));
for (const probability of [0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999]) {
  const cut = Math.log2(probability / (1 - probability));
  const cutModel = { ...model, cuts: { link: cut, review: cut } };
  const pairs = all.filter((p) => p.weight >= cut).map((p) => ({ ...p, outcome: 'link' as const }));
  const clusters: string[][] = [];
  const plain: string[][] = [];
  for (const component of splitIntoComponents(records, pairs, [])) {
    plain.push(component.records.map((r) => r.key));
    const resolved = clusterComponent({ records: component.records.map((r) => prepareRecord(r, settings)), pairs: component.pairs, decisions: [], model: cutModel });
    for (const { members } of resolved.clusters) clusters.push(members.map((id) => keys.get(id) ?? ''));
  }
  const show = (c: string[][]) => { const a = evaluateClusters(c, truth); return `P ${a.precision.toFixed(4)} R ${a.recall.toFixed(4)} F1 ${a.f1.toFixed(4)}`; };
  const right = pairs.filter((p) => truth.get(keys.get(p.a)!) === truth.get(keys.get(p.b)!)).length;
  const truePairs = evaluateClusters([], truth).truePairs;
  const expected = all.reduce((s, p) => s + 1 / (1 + 2 ** -p.weight), 0);
  const est = pairs.reduce((s, p) => s + 1 / (1 + 2 ** -p.weight), 0);
  console.log(probability, 'ours', show(clusters), '| components', show(plain), `| edges P ${(right / pairs.length).toFixed(4)} R ${(right / truePairs).toFixed(4)} n ${pairs.length} est P ${(est / pairs.length).toFixed(4)} est R ${(est / expected).toFixed(4)}`);
  lap('cluster');
}
