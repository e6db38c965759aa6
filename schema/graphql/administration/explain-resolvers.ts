import type { RecordId } from '../../model/identity.ts';
import type { ListCounts, RecordExplanation } from '../../rules/resolution/explain/explain-cluster.ts';
import type { PairExplanation, PairGuardVerdict } from '../../rules/resolution/explain/explain-pair.ts';
import type { CarriedPair, ExcusedGuard, ExplainedJoin } from '../../rules/resolution/explain/held-cluster.ts';
import type { Separation } from '../../rules/resolution/explain/split-cluster.ts';
import type { GraphContext } from '../context.ts';
import type { EnumValues, FieldResolvers } from '../subgraph.ts';
import type { ExplainedEntity, RecordPointer } from './administration-services.ts';

type Explained<Part> = Pick<ExplainedEntity, 'pointers'> & { readonly explanation: Part };

const lists: FieldResolvers = {
  summary: ({ explanation }: Explained<RecordExplanation>) => explanation.summary,
  joins: ({ pointers, explanation }: Explained<RecordExplanation>) =>
    explanation.joins.map((join) => toJoin(pointers, join)),
  carried: ({ pointers, explanation }: Explained<RecordExplanation>) =>
    explanation.carried.map((pair) => toCarried(pointers, pair)),
  separations: ({ pointers, explanation }: Explained<RecordExplanation>) =>
    explanation.separations.map((one) => toSeparation(pointers, one)),
  counts: ({ explanation }: Explained<{ readonly counts: ListCounts }>) => explanation.counts,
};

/** What an explanation looks like in the graph: ids of records become the records' sides, read under the agreement. */
export const explainResolvers: Readonly<Record<string, FieldResolvers | EnumValues>> = {
  PairExplanation: {
    linkCut: ({ cuts }: PairExplanation) => cuts.link,
    reviewCut: ({ cuts }: PairExplanation) => cuts.review,
  },
  PairGuard: {
    restWeight: ({ rest }: PairGuardVerdict) => rest?.weight ?? null,
    restAtLeast: ({ rest }: PairGuardVerdict) => rest?.atLeast ?? null,
  },
  EntityExplanation: {
    ...lists,
    records: ({ pointers, explanation }: ExplainedEntity) => sides(pointers, explanation.members),
    weakest: ({ pointers, explanation: { weakest } }: ExplainedEntity) => (weakest ? toJoin(pointers, weakest) : null),
    pairs: async ({ compared }: ExplainedEntity, _args: unknown, { loaders }: GraphContext) =>
      (await Promise.all(compared.map((pair) => loaders.explanations.load(pair)))).filter((pair) => pair !== null),
  },
  RecordExplanation: lists,
  CounterDecision: { LINK: 'link', UNLINK: 'unlink', UNDO: 'undo' },
  PairOutcome: { LINK: 'link', REVIEW: 'review', DISTINCT: 'distinct' },
  SeparationCause: {
    GUARD: 'guard',
    CONTRADICTION: 'contradiction',
    RIVAL: 'rival',
    DECISION: 'decision',
    CONTRADICTED_DECISION: 'contradicted-decision',
    SETTLED: 'settled',
    BELOW_LINK_CUT: 'below-link-cut',
  },
};

type Pointers = ExplainedEntity['pointers'];

const sides = (pointers: Pointers, ids: readonly RecordId[]): readonly RecordPointer[] =>
  ids.flatMap((id) => pointers.get(id) ?? []);

const ends = (pointers: Pointers, { a, b }: { readonly a: RecordId; readonly b: RecordId }) => ({
  a: pointers.get(a),
  b: pointers.get(b),
});

const toJoin = (pointers: Pointers, join: ExplainedJoin) => ({
  ...join,
  ...ends(pointers, join),
  excused: join.excused.map((guard: ExcusedGuard) => ({
    ...guard,
    ...ends(pointers, guard),
    by: sides(pointers, guard.by),
  })),
});

const toCarried = (pointers: Pointers, pair: CarriedPair) => ({
  ...pair,
  ...ends(pointers, pair),
  between: sides(pointers, pair.between),
});

const toSeparation = (pointers: Pointers, one: Separation) => ({
  ...one,
  ...ends(pointers, one),
  because: sides(pointers, one.because),
});
