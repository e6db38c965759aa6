import type { RecordValues } from '../../../schema/model/record.ts';
import type { PreparedRecord, ResolutionModel } from '../../../schema/model/resolution.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { type Accuracy, evaluateClusters } from '../../../schema/rules/resolution/evaluate.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { countTraps, type TrapCount } from './count-traps.ts';
import { recordName } from './district-records.ts';
import type { LabelledFolder } from './labelled-folder.ts';
import { type NamePair, pairsOf } from './name-pairs.ts';
import { type ResolvedRecords, resolveLabelled } from './resolve-labelled.ts';

/** Pairs of one kind: how many, and one of them to look at. */
export interface PairKind {
  readonly kind: string;
  readonly pairs: number;
  readonly example: readonly [string, string];
}

export interface TypeMeasure {
  readonly entityType: string;
  readonly records: number;
  /** As `evaluate` counts: a record in an open review is unlinked. */
  readonly accuracy: Accuracy;
  /** Were every review still open answered by leaving things as they are. */
  readonly beforeReview: Accuracy;
  readonly reviews: Readonly<Record<string, number>>;
  readonly recordsInReview: number;
  /** Trap → how many there are among these records, were wrongly merged, came into review. */
  readonly traps: Readonly<Record<string, TrapCount>>;
  readonly missed: readonly PairKind[];
  readonly wrong: readonly PairKind[];
}

/** Resolves the folder's records of one type and says what was right, what was wrong, and of which kind that was. */
export function measureFolder(folder: LabelledFolder, model: ResolutionModel): TypeMeasure {
  const { entityType } = model;
  const records = folder.records.filter((record) => record.entityType === entityType);
  const truth = new Map(records.flatMap((record) => entry(recordName(record), folder.truth.get(recordName(record)))));
  const resolved = resolveLabelled(records, model);
  const names = new Map(records.map((record) => [record.id, recordName(record)]));
  const inReview = new Set(resolved.doubts.flatMap(({ a, b }) => [names.get(a) ?? '', names.get(b) ?? '']));
  const linked = resolved.clusters.map((cluster) => cluster.filter((name) => !inReview.has(name)));
  const reviews: Record<string, number> = {};
  for (const { reason } of resolved.doubts) reviews[reason] = (reviews[reason] ?? 0) + 1;
  const describe = createPairDescriber(records, model, resolved, inReview);
  return {
    entityType,
    records: records.length,
    accuracy: evaluateClusters(linked, truth),
    beforeReview: evaluateClusters(resolved.clusters, truth),
    reviews,
    recordsInReview: inReview.size,
    traps: countTraps(folder.traps, truth, resolved, records),
    missed: countKinds(missedPairs(truth, linked), describe),
    wrong: countKinds(wrongPairs(truth, resolved.clusters), describe),
  };
}

const entry = (name: string, entity: string | undefined): readonly (readonly [string, string])[] =>
  entity === undefined ? [] : [[name, entity]];

function* missedPairs(truth: ReadonlyMap<string, string>, linked: readonly (readonly string[])[]): Generator<NamePair> {
  const clusterOf = new Map(linked.flatMap((members, place) => members.map((name) => [name, place] as const)));
  const entities = new Map<string, string[]>();
  for (const [name, entity] of truth) {
    const members = entities.get(entity);
    if (members) members.push(name);
    else entities.set(entity, [name]);
  }
  for (const members of entities.values()) {
    for (const [x, y] of pairsOf(members)) {
      const place = clusterOf.get(x);
      if (place === undefined || place !== clusterOf.get(y)) yield [x, y];
    }
  }
}

function* wrongPairs(
  truth: ReadonlyMap<string, string>,
  clusters: readonly (readonly string[])[],
): Generator<NamePair> {
  for (const members of clusters) {
    for (const [x, y] of pairsOf(members)) if (truth.get(x) !== truth.get(y)) yield [x, y];
  }
}

/** What a pair looks like: where it was lost, and every comparison that is not simply equal. */
function createPairDescriber(
  records: readonly RecordValues[],
  model: ResolutionModel,
  { clusters }: ResolvedRecords,
  inReview: ReadonlySet<string>,
): (pair: NamePair) => string {
  const byName = new Map(records.map((record) => [recordName(record), record]));
  const clusterOf = new Map(clusters.flatMap((members, place) => members.map((name) => [name, place] as const)));
  const prepare = (name: string): PreparedRecord | null => {
    const record = byName.get(name);
    return record ? prepareRecord(record, model.settings) : null;
  };
  return ([x, y]) => {
    const [a, b] = [prepare(x), prepare(y)];
    if (!a || !b) return 'unknown record';
    const { outcome, guard, levels } = comparePair(a, b, model);
    const together = clusterOf.get(x) === clusterOf.get(y);
    const place = together ? 'together' : inReview.has(x) || inReview.has(y) ? 'in review' : 'apart';
    const unequal = Object.entries(levels).flatMap(([name, level]) => (level === 'equal' ? [] : `${name}:${level}`));
    return [place, outcome, guard ?? '', ...unequal].filter((word) => word !== '').join(' ');
  };
}

function countKinds(pairs: Iterable<NamePair>, describe: (pair: NamePair) => string): readonly PairKind[] {
  const kinds = new Map<string, PairKind>();
  for (const pair of pairs) {
    const kind = describe(pair);
    const known = kinds.get(kind);
    kinds.set(kind, { kind, pairs: (known?.pairs ?? 0) + 1, example: known?.example ?? pair });
  }
  return [...kinds.values()].sort((a, b) => b.pairs - a.pairs || (a.kind < b.kind ? -1 : 1));
}
