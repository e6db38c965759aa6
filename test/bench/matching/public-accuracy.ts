import path from 'node:path';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import { loadResolutionSettings } from '../../../schema/model/load-resolution-settings.ts';
import type { ResolutionModel } from '../../../schema/model/resolution.ts';
import {
  evaluateClusters,
  evaluateLinks,
  evaluateRecords,
  type PrecisionRecall,
} from '../../../schema/rules/resolution/evaluate.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import type { Figure } from '../harness/bench.ts';
import { median } from '../harness/statistics.ts';
import { joinLinks } from './join-links.ts';
import type { MatchingOptions } from './matching-options.ts';
import { type PublicDataSet, type PublicRecords, readPublicRecords } from './public-data.ts';
import { type ResolvedRecords, resolveLabelled } from './resolve-labelled.ts';
import { type PeerResult, type PeerRun, runPeer } from './run-peer.ts';

/** One way to resolve, measured by one evaluator. */
export interface AccuracyRow {
  readonly data: string;
  readonly who: string;
  /** How the cut was found; only `best by labels` has looked at the truth. */
  readonly threshold: string;
  readonly links: PrecisionRecall;
  readonly clusterPairs: PrecisionRecall;
  /** B³. */
  readonly records: PrecisionRecall;
}

export interface PublicAccuracy {
  readonly rows: readonly AccuracyRow[];
  readonly figures: readonly Figure[];
  readonly samples: Readonly<Record<string, unknown>>;
}

/** Ours and the peer in turn, `rounds` times on the same rows; accuracy of the first round, for it does not change. */
export async function measurePublicData(
  dataSet: PublicDataSet,
  folder: string,
  { seed, rounds, peers }: MatchingOptions,
  note: (text: string) => void,
): Promise<PublicAccuracy> {
  const data = await readPublicRecords(folder, dataSet);
  const ours: OwnRun[] = [];
  const theirs: PeerRun[] = [];
  for (let round = 1; round <= rounds; round++) {
    note(`${dataSet.name}: round ${round} of ${rounds}, ours`);
    ours.push(runOurs(dataSet, data, seed));
    note(`${dataSet.name}: round ${round} of ${rounds}, the peer`);
    theirs.push(await runPeer(peers, dataSet.peer, data.paths));
  }
  const [own, peer] = [ours[0], theirs[0]];
  if (!own || !peer) throw new TypeError('--rounds takes a whole number above 0');
  note(`${dataSet.name}: thresholds picked with the labels, for comparison`);
  const rows = [...rowsOfOurs(dataSet, data, own), ...(peer.ran ? rowsOfPeer(dataSet, data, peer.result) : [])];
  if (!peer.ran) note(`${dataSet.name}: Splink ${peer.why}`);
  return {
    rows,
    figures: toFigures(dataSet, rows, ours, theirs),
    samples: {
      rows,
      records: data.records.length,
      model: { version: own.model.version, prior: own.model.prior, cuts: own.model.cuts },
      doubts: own.resolved.doubts.length,
      seconds: ours.map(({ seconds }) => seconds),
      peer: theirs.map((run) => (run.ran ? { versions: run.result.versions, seconds: run.result.seconds } : run.why)),
    },
  };
}

interface OwnRun {
  readonly model: ResolutionModel;
  readonly resolved: ResolvedRecords;
  readonly seconds: { readonly train: number; readonly resolve: number };
}

function runOurs(dataSet: PublicDataSet, { records }: PublicRecords, seed: number): OwnRun {
  const settings = loadResolutionSettings(path.join(settingsFolder(), dataSet.settings));
  const started = performance.now();
  const model = trainModel(records, settings, { seed });
  const trained = performance.now();
  const resolved = resolveLabelled(records, model);
  const seconds = { train: (trained - started) / 1000, resolve: (performance.now() - trained) / 1000 };
  return { model, resolved, seconds };
}

const settingsFolder = (): string => path.join(packageRoot(), 'test/bench/matching/settings');

function rowsOfOurs(
  { name }: PublicDataSet,
  { records, truth }: PublicRecords,
  { model, resolved }: OwnRun,
): readonly AccuracyRow[] {
  const evaluate = (threshold: string, { links, clusters }: ResolvedRecords): AccuracyRow =>
    evaluateRow({ data: name, who: 'ours', threshold }, links, clusters, truth);
  const others = probabilities.map((probability) => {
    const link = toBits(probability);
    const cuts = { link, review: Math.min(link, model.cuts.review) };
    return evaluate(`best by labels (${probability})`, resolveLabelled(records, { ...model, cuts }));
  });
  return [evaluate(`cut ${model.cuts.link.toFixed(2)} bits, without labels`, resolved), ...pickBest(others)];
}

/** Cuts tried for `best by labels`. */
const probabilities: readonly number[] = [0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999];

function rowsOfPeer(
  { name }: PublicDataSet,
  { truth, nameOf }: PublicRecords,
  { edges, clusters }: PeerResult,
): readonly AccuracyRow[] {
  const rename = (id: string): string => nameOf.get(id) ?? id;
  const linksFrom = (bits: number): readonly (readonly [string, string])[] =>
    edges.flatMap(([a, b, weight]) => (weight >= bits ? [[rename(a), rename(b)] as const] : []));
  const at = (threshold: string, bits: number, formed: readonly (readonly string[])[]): AccuracyRow =>
    evaluateRow({ data: name, who: 'Splink', threshold }, linksFrom(bits), formed, truth);
  const given = Object.entries(clusters).map(([probability, formed]) =>
    at(
      `probability ${probability}`,
      toBits(Number(probability)),
      formed.map((members) => members.map(rename)),
    ),
  );
  const swept = peerSweep.map((bits) => at(`best by labels (${bits} bits)`, bits, joinLinks(linksFrom(bits))));
  return [...given, ...pickBest(swept)];
}

/** From -4 to 30 bits in steps of a half. */
const peerSweep: readonly number[] = Array.from({ length: 69 }, (_, step) => -4 + step / 2);

const toBits = (probability: number): number => Math.log2(probability / (1 - probability));

const pickBest = (rows: readonly AccuracyRow[]): readonly AccuracyRow[] =>
  rows.toSorted((a, b) => b.clusterPairs.f1 - a.clusterPairs.f1).slice(0, 1);

function evaluateRow(
  about: Pick<AccuracyRow, 'data' | 'who' | 'threshold'>,
  links: Iterable<readonly [string, string]>,
  clusters: readonly (readonly string[])[],
  truth: ReadonlyMap<string, string>,
): AccuracyRow {
  const { precision, recall, f1 } = evaluateClusters(clusters, truth);
  return {
    ...about,
    links: evaluateLinks(links, truth),
    clusterPairs: { precision, recall, f1 },
    records: evaluateRecords(clusters, truth),
  };
}

function toFigures(
  { name, goals }: PublicDataSet,
  rows: readonly AccuracyRow[],
  ours: readonly OwnRun[],
  theirs: readonly PeerRun[],
): readonly Figure[] {
  const figures = rows.flatMap(({ who, threshold, clusterPairs, records }, place): Figure[] => {
    const measure = `${name}, ${who}, ${threshold}`;
    // The goal is for our own cut, which is the first row.
    const own = place === 0;
    return [
      {
        measure: `${measure}: F1 of cluster pairs`,
        value: clusterPairs.f1,
        unit: '',
        ...(own ? { goal: { atLeast: goals.clusterPairs } } : {}),
      },
      {
        measure: `${measure}: F1 of B³`,
        value: records.f1,
        unit: '',
        ...(own && goals.records !== undefined ? { goal: { atLeast: goals.records } } : {}),
      },
    ];
  });
  const seconds = ours.map((run) => run.seconds.train + run.seconds.resolve);
  const peerSeconds = theirs.flatMap((run) =>
    run.ran ? [Object.values(run.result.seconds).reduce((sum, value) => sum + value, 0)] : [],
  );
  return [
    ...figures,
    { measure: `${name}, ours: training, scoring and clusters, median`, value: median(seconds), unit: 's' },
    ...(peerSeconds.length === 0
      ? []
      : [{ measure: `${name}, Splink: the same, median`, value: median(peerSeconds), unit: 's' }]),
  ];
}
