import type { Figure } from '../harness/bench.ts';
import { median } from '../harness/statistics.ts';
import type { AccuracyRow } from './accuracy-row.ts';
import type { MatchingOptions } from './matching-options.ts';
import { readBenchSettings, rowsOfOurs, runOurs } from './own-contender.ts';
import { rowsOfPeer } from './peer-contender.ts';
import { type PublicDataSet, type PublicRecords, readPublicRecords } from './public-data.ts';
import { type PeerRun, runPeer } from './run-peer.ts';
import { runPeerOnSameLevels } from './same-levels.ts';

export interface PublicAccuracy {
  readonly figures: readonly Figure[];
  readonly samples: Readonly<Record<string, unknown>>;
}

/** One engine with one settings; a round gives what is kept of it, the first round's accuracy counts. */
interface Contender {
  readonly who: string;
  run(data: PublicRecords): Promise<Round>;
}

interface Round {
  /** None where it did not run. */
  readonly seconds: number | null;
  readonly sample: unknown;
  /** Looks at the truth; asked for once. */
  rows(): readonly AccuracyRow[];
}

/** Every contender in turn, `rounds` times on the same rows, by one evaluator. */
export async function measurePublicData(
  dataSet: PublicDataSet,
  folder: string,
  options: MatchingOptions,
  note: (text: string) => void,
): Promise<PublicAccuracy> {
  const data = await readPublicRecords(folder, dataSet);
  const contenders = contendersOf(dataSet, options);
  const rounds = contenders.map((): Round[] => []);
  for (let round = 1; round <= options.rounds; round++) {
    for (const [place, contender] of contenders.entries()) {
      note(`${dataSet.name}, round ${round} of ${options.rounds}: ${contender.who}`);
      rounds[place]?.push(await contender.run(data));
    }
  }
  const figures: Figure[] = [];
  const samples: Record<string, unknown> = { records: data.records.length };
  for (const [place, { who }] of contenders.entries()) {
    const own = rounds[place] ?? [];
    note(`${dataSet.name}: accuracy of ${who}`);
    const rows = own[0]?.rows() ?? [];
    figures.push(...toFigures(rows, place === 0 ? dataSet.goals : {}), ...toSeconds(`${dataSet.name}, ${who}`, own));
    samples[who] = { rows, rounds: own.map(({ sample }) => sample) };
  }
  return { figures, samples };
}

/** Ours comes first: the goals are for it. */
function contendersOf(dataSet: PublicDataSet, options: MatchingOptions): readonly Contender[] {
  const settings = readBenchSettings(dataSet.settings);
  const { peers } = options;
  return [
    ourContender(dataSet, 'ours', dataSet.settings, options),
    peerContender(dataSet, 'Splink, settings of its docs', ({ paths }) => runPeer(peers, dataSet.peer, paths)),
    peerContender(dataSet, 'Splink, our levels', ({ records }) =>
      runPeerOnSameLevels(peers, records, settings, dataSet.peerTraining),
    ),
    ...(dataSet.settingsOfPeer
      ? [ourContender(dataSet, 'ours, Splink’s levels', dataSet.settingsOfPeer, options)]
      : []),
  ];
}

function ourContender(
  { name }: PublicDataSet,
  who: string,
  settingsFile: string,
  { seed }: MatchingOptions,
): Contender {
  return {
    who,
    run: async (data) => {
      const made = await runOurs(readBenchSettings(settingsFile), data, seed);
      const { model, resolved, seconds } = made;
      return {
        seconds: seconds.train + seconds.resolve,
        sample: { seconds, model: model.version, prior: model.prior, cuts: model.cuts, doubts: resolved.doubts.length },
        rows: () => rowsOfOurs({ data: name, who }, data, made),
      };
    },
  };
}

function peerContender(
  { name }: PublicDataSet,
  who: string,
  ask: (data: PublicRecords) => Promise<PeerRun>,
): Contender {
  return {
    who,
    run: async (data) => {
      const made = await ask(data);
      if (!made.ran) return { seconds: null, sample: made.why, rows: () => [] };
      const { versions, seconds, edges } = made.result;
      return {
        seconds: Object.values(seconds).reduce((sum, value) => sum + value, 0),
        sample: { seconds, versions, edges: edges.length },
        rows: () => rowsOfPeer({ data: name, who }, data, made.result),
      };
    },
  };
}

/** The goals are for the first row: the cut that no label has chosen. */
function toFigures(rows: readonly AccuracyRow[], goals: Partial<PublicDataSet['goals']>): readonly Figure[] {
  const figure = (measure: string, value: number, atLeast: number | undefined): Figure => ({
    measure,
    value,
    unit: '',
    ...(atLeast === undefined ? {} : { goal: { atLeast } }),
  });
  return rows.flatMap(({ data, who, threshold, clusterPairs, records }, place) => {
    const about = `${data}, ${who}, ${threshold}`;
    const own = place === 0 ? goals : {};
    return [
      figure(`${about}: F1 of cluster pairs`, clusterPairs.f1, own.clusterPairs),
      figure(`${about}: F1 of B³`, records.f1, own.records),
    ];
  });
}

function toSeconds(about: string, rounds: readonly Round[]): readonly Figure[] {
  const seconds = rounds.flatMap((round) => round.seconds ?? []);
  if (seconds.length === 0) return [];
  return [{ measure: `${about}: training, scoring and clusters, median`, value: median(seconds), unit: 's' }];
}
