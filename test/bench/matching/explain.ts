import { setTimeout as sleep } from 'node:timers/promises';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { ResolutionModel, ScoredPair } from '../../../schema/model/resolution.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { explainCluster } from '../../../schema/rules/resolution/explain/explain-cluster.ts';
import { explainPair } from '../../../schema/rules/resolution/explain/explain-pair.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import type { Bench, BenchOptions, BenchReport, Figure } from '../harness/bench.ts';
import { withBenchHub } from '../harness/bench-hub.ts';
import { quantile, round } from '../harness/statistics.ts';
import { districtRecords } from './district-records.ts';
import { explainBeyondSql } from './explain-server.ts';

/** The issue: any explanation, in the rules and on the server beyond its SQL. */
const goalMs = 5;
const entitySize = 10;
/** A server has explained before; the very first explanation is a figure of its own. */
const warmUp = 200;

export const explain: Bench = {
  name: 'explain',
  description: 'the explanation of a pair, and of an entity of ten records: in the rules, and on the server beyond SQL',
  quick: true,
  run: measureExplanations,
};

async function measureExplanations(options: BenchOptions, note: (text: string) => void): Promise<BenchReport> {
  const residents = options.residents?.[0] ?? 2_000;
  const rounds = options.rounds ?? 1_000;
  const { seed } = options;
  const model = shippedModel('resident');
  const district = districtRecords({ residents, seed, today: '2026-11-01' });
  const records = district.records.filter(({ entityType }) => entityType === 'resident');
  const pairs = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
  note(`${records.length.toLocaleString('en')} records, ${pairs.length.toLocaleString('en')} alike pairs`);
  const ofPairs = await measurePairs(records, pairs, model, rounds);
  const ofEntities = await measureEntities(records, model, rounds);
  note('loading a hub with the same district');
  const server = await withBenchHub({ workers: true }, (hub) => explainBeyondSql(hub, residents, seed, rounds));
  return {
    settings: { residents, rounds, entitySize },
    figures: [
      ...rulesFigures(`pair, rules (${ofPairs.length - warmUp} pairs)`, ofPairs),
      ...rulesFigures(`entity of ${entitySize} records, rules (${ofEntities.length - warmUp} entities)`, ofEntities),
      ...toFigures(`pair, server beyond SQL (${server.pairMs.length} pairs)`, server.pairMs),
      ...toFigures(`entity, server beyond SQL (${server.entityMs.length} entities)`, server.entityMs),
      { measure: 'pair, server with SQL, p50', value: round(quantile(server.pairWallMs, 0.5)), unit: 'ms' },
      { measure: 'entity, server with SQL, p50', value: round(quantile(server.entityWallMs, 0.5)), unit: 'ms' },
    ],
    samples: {
      pairMs: ofPairs.map(({ wallMs }) => round(wallMs)),
      pairCpuMs: ofPairs.map(({ cpuMs }) => round(cpuMs)),
      entityMs: ofEntities.map(({ wallMs }) => round(wallMs)),
      entityCpuMs: ofEntities.map(({ cpuMs }) => round(cpuMs)),
      serverPairMs: server.pairMs.map(round),
      serverEntityMs: server.entityMs.map(round),
    },
  };
}

/** Alike pairs, and as many of records that have nothing to do with each other. */
function measurePairs(
  records: readonly RecordValues[],
  pairs: readonly ScoredPair[],
  model: ResolutionModel,
  rounds: number,
): Promise<readonly Sample[]> {
  const byId = new Map(records.map((record) => [record.id, record]));
  return takeMany(2 * rounds, (i) => {
    const alike = pairs[(i * 7) % pairs.length];
    const a = i % 2 === 0 ? alike && byId.get(alike.a) : records[(i * 13) % records.length];
    const b = i % 2 === 0 ? alike && byId.get(alike.b) : records[(i * 29 + 5) % records.length];
    if (!a || !b) throw new Error('the district has no pairs');
    return () => explainPair(prepareRecord(a, model.settings), prepareRecord(b, model.settings), model);
  });
}

/** Ten records around one: itself and those that follow, so that some hold together and some are kept apart. */
function measureEntities(
  records: readonly RecordValues[],
  model: ResolutionModel,
  rounds: number,
): Promise<readonly Sample[]> {
  return takeMany(rounds, (i) => {
    const crowd = Array.from({ length: entitySize }, (_, n) => copyOf(records, i * 3, n));
    const prepared = crowd.map((record) => prepareRecord(record, model.settings));
    const pairs = prepared.flatMap((a, x) =>
      prepared.slice(x + 1).flatMap((b): ScoredPair[] => {
        const { weight, outcome, levels } = comparePair(a, b, model);
        return outcome === 'distinct' ? [] : [{ a: a.id, b: b.id, weight, outcome, levels }];
      }),
    );
    const [first] = crowd;
    if (!first) throw new Error('an empty crowd');
    return () =>
      explainCluster(
        { records: crowd.map((record) => prepareRecord(record, model.settings)), pairs, decisions: [], model },
        first.id,
      );
  });
}

/** One of ten deliveries of a record; now and then a field is left out, as departments do. */
function copyOf(records: readonly RecordValues[], at: number, copy: number): RecordValues {
  const record = records[at % records.length];
  if (!record) throw new Error('the district has no records');
  const left = Object.entries(record.values).filter((_, field) => copy === 0 || (field + copy) % 7 !== 0);
  return {
    ...record,
    id: asRecordId(String(copy + 1)),
    key: `${record.key}-${copy}`,
    values: Object.fromEntries(left),
  };
}

interface Sample {
  readonly wallMs: number;
  /** Of the whole process, its compiler and collector included: what a busy machine does not distort. */
  readonly cpuMs: number;
}

/** Each on its own, as requests come: a tight loop would measure when the scheduler takes the processor away. */
async function takeMany(count: number, prepare: (i: number) => () => unknown): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (let i = 0; i < count + warmUp; i++) {
    const work = prepare(i);
    await sleep(1);
    samples.push(take(work));
  }
  return samples;
}

function take(work: () => unknown): Sample {
  const [started, cpuStarted] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(cpuStarted);
  return { wallMs: performance.now() - started, cpuMs: (user + system) / 1000 };
}

function rulesFigures(measure: string, samples: readonly Sample[]): readonly Figure[] {
  const warm = samples.slice(warmUp);
  return [
    { measure: `${measure}, the very first`, value: round(samples[0]?.wallMs ?? Number.NaN), unit: 'ms' },
    ...toFigures(
      measure,
      warm.map(({ wallMs }) => wallMs),
    ),
    ...toFigures(
      `${measure}, CPU`,
      warm.map(({ cpuMs }) => cpuMs),
    ),
  ];
}

const toFigures = (measure: string, samples: readonly number[]): readonly Figure[] => [
  { measure: `${measure}, p50`, value: round(quantile(samples, 0.5)), unit: 'ms' },
  { measure: `${measure}, p99`, value: round(quantile(samples, 0.99)), unit: 'ms', goal: { atMost: goalMs } },
];
