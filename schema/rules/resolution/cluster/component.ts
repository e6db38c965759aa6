import type { Decision } from '../../../model/entity.ts';
import type { DoubtReason, PreparedRecord, ResolutionModel, ScoredPair } from '../../../model/resolution.ts';
import { evaluatePair, type PairEvaluation } from '../compare-pair.ts';
import { type CompiledModel, compileModel, conditionHolds } from '../compile-model.ts';
import { compareRecords } from '../record-order.ts';

/** An edge between two records by their place in the component's own order; `first` < `second`. */
export interface Edge {
  readonly first: number;
  readonly second: number;
  readonly weight: number;
  readonly outcome: 'link' | 'review';
}

export interface DecisionEdge {
  readonly first: number;
  readonly second: number;
  readonly kind: 'link' | 'unlink';
}

/** A component with its records in (dataset, key) order, which every tie falls back to. */
export interface Component {
  readonly size: number;
  readonly model: CompiledModel;
  /** Heaviest first. */
  readonly edges: readonly Edge[];
  /** The edges of one record that link by themselves. */
  linksOf(index: number): readonly Edge[];
  /** The latest decision of each pair, newest first. */
  readonly decisions: readonly DecisionEdge[];
  record(index: number): PreparedRecord;
  evaluate(a: number, b: number): PairEvaluation;
  /** The guard that keeps two records out of one cluster, or null. */
  forbids(a: number, b: number): DoubtReason | null;
  /** What would keep a and b apart does not, because a and the third, of b's cluster, stand as the guard excuses. */
  excuses(a: number, b: number, third: number): boolean;
}

export function createComponent(
  records: readonly PreparedRecord[],
  pairs: readonly ScoredPair[],
  decisions: readonly Decision[],
  model: ResolutionModel,
): Component {
  const compiled = compileModel(model);
  const ordered = [...records].sort(compareRecords);
  const indexById = new Map(ordered.map((record, index) => [record.id, index]));
  const indexByKey = new Map(ordered.map((record, index) => [nameOf(record), index]));
  const evaluations = new Map<number, PairEvaluation>();
  const record = (index: number): PreparedRecord => {
    const found = ordered[index];
    if (!found) throw new RangeError(`component has no record ${index}`);
    return found;
  };
  const evaluate = (a: number, b: number): PairEvaluation => {
    const place = a < b ? a * ordered.length + b : b * ordered.length + a;
    const known = evaluations.get(place);
    if (known) return known;
    const made = evaluatePair(record(a), record(b), compiled);
    evaluations.set(place, made);
    return made;
  };
  const edges = toEdges(pairs, indexById);
  const links = linksByRecord(edges);
  return {
    size: ordered.length,
    model: compiled,
    edges,
    linksOf: (index) => links.get(index) ?? [],
    decisions: toDecisionEdges(decisions, indexByKey),
    record,
    evaluate,
    forbids: (a, b) => {
      const guard = compiled.guards[evaluate(a, b).weighed.guard];
      return guard?.withinCluster ? guard.reason : null;
    },
    excuses: (a, b, third) => {
      const guard = compiled.guards[evaluate(a, b).weighed.guard];
      return guard?.excusedBy.some((excuse) => conditionHolds(excuse, evaluate(a, third).levels)) ?? false;
    },
  };
}

function toEdges(pairs: readonly ScoredPair[], indexById: ReadonlyMap<string, number>): readonly Edge[] {
  return pairs
    .flatMap(({ a, b, weight, outcome }): Edge[] => {
      const [x, y] = [indexById.get(a), indexById.get(b)];
      if (x === undefined || y === undefined || x === y) return [];
      return [{ first: Math.min(x, y), second: Math.max(x, y), weight, outcome }];
    })
    .sort((a, b) => b.weight - a.weight || a.first - b.first || a.second - b.second);
}

function linksByRecord(edges: readonly Edge[]): ReadonlyMap<number, readonly Edge[]> {
  const links = new Map<number, Edge[]>();
  for (const edge of edges) {
    if (edge.outcome !== 'link') continue;
    for (const end of [edge.first, edge.second]) {
      const list = links.get(end);
      if (list) list.push(edge);
      else links.set(end, [edge]);
    }
  }
  return links;
}

/** Newest first; of several decisions on one pair the newest stands. */
function toDecisionEdges(
  decisions: readonly Decision[],
  indexByKey: ReadonlyMap<string, number>,
): readonly DecisionEdge[] {
  const newestFirst = [...decisions].sort(
    (a, b) => Date.parse(b.decidedAt) - Date.parse(a.decidedAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const latest = new Map<string, DecisionEdge>();
  for (const { a, b, kind } of newestFirst) {
    const [x, y] = [indexByKey.get(nameOf(a)), indexByKey.get(nameOf(b))];
    if (x === undefined || y === undefined || x === y) continue;
    const edge = { first: Math.min(x, y), second: Math.max(x, y), kind };
    const name = `${edge.first}/${edge.second}`;
    if (!latest.has(name)) latest.set(name, edge);
  }
  return [...latest.values()];
}

const nameOf = ({ dataset, key }: { readonly dataset: string; readonly key: string }): string =>
  JSON.stringify([dataset, key]);
