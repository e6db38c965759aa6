import type { Decision } from '../../../model/entity.ts';
import type { DoubtReason, PreparedRecord, ResolutionModel, WeighedPair } from '../../../model/resolution.ts';
import { evaluatePair, type PairEvaluation } from '../compare-pair.ts';
import { type CompiledModel, compileModel, conditionHolds } from '../compile-model.ts';
import { findSetAside } from '../decisions/find-set-aside.ts';
import { nameRecord } from '../decisions/name-record.ts';
import { standingDecisions } from '../decisions/standing-decisions.ts';
import { compareRecords } from '../record-order.ts';

/** An edge between two records by their place in the component's own order; `first` < `second`. */
export interface Edge {
  readonly first: number;
  readonly second: number;
  readonly weight: number;
  readonly outcome: 'link' | 'review';
}

export interface DecisionEdge {
  readonly id: string;
  readonly first: number;
  readonly second: number;
  readonly kind: 'link' | 'unlink';
}

/**
 * A component with its records in (dataset, key) order, which every tie falls back to. Records that are no subject, by
 * a person's word, are not in it.
 */
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
  pairs: readonly WeighedPair[],
  decisions: readonly Decision[],
  model: ResolutionModel,
): Component {
  const compiled = compileModel(model);
  const { standing } = standingDecisions(decisions);
  const setAside = findSetAside(standing);
  const isSubject = (record: PreparedRecord): boolean => setAside.size === 0 || !setAside.has(nameRecord(record));
  const ordered = records.filter(isSubject).sort(compareRecords);
  const indexById = new Map(ordered.map((record, index) => [record.id, index]));
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
    decisions: toDecisionEdges(standing, ordered),
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

function toEdges(pairs: readonly WeighedPair[], indexById: ReadonlyMap<string, number>): readonly Edge[] {
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

function toDecisionEdges(standing: readonly Decision[], ordered: readonly PreparedRecord[]): readonly DecisionEdge[] {
  if (standing.length === 0) return [];
  const indexByKey = new Map(ordered.map((record, index) => [nameRecord(record), index]));
  return standing.flatMap((decision): DecisionEdge[] => {
    if (decision.kind === 'not-a-person') return [];
    const [x, y] = [indexByKey.get(nameRecord(decision.a)), indexByKey.get(nameRecord(decision.b))];
    if (x === undefined || y === undefined || x === y) return [];
    return [{ id: decision.id, first: Math.min(x, y), second: Math.max(x, y), kind: decision.kind }];
  });
}
