import { entityTypes } from '../../model/identity.ts';
import type {
  AffectedPlatform,
  ClericalSample,
  Counts,
  KindCounts,
  RunPreview,
  SampleVerdict,
  TypeReport,
} from '../../model/reconciliation.ts';
import { clericalPrecision } from '../../rules/reconciliation/clerical-precision.ts';
import { summariseRules, weightBins } from '../../rules/reconciliation/summarise-pairs.ts';
import type { Reconciliation } from '../../store/reconciliation-store.ts';
import type { GraphContext } from '../context.ts';
import type { EnumValues, FieldResolvers } from '../subgraph.ts';
import { explainVisible } from './explain-visible.ts';
import { type PageArguments, toPage, toRequest } from './page-arguments.ts';

export const reconciliationQueries: FieldResolvers = {
  reconciliation: (_root, { id }: { id: string }, { services }: GraphContext) =>
    services.administration.reconciliation(id),
};

export const reconciliationMutations: FieldResolvers = {
  cancelReconciliation: (_root, { id }: { id: string }, { services, principal }: GraphContext) =>
    services.administration.cancelReconciliation(principal, id),
  judgeSample: (
    _root,
    { id, verdict }: { id: string; verdict: SampleVerdict },
    { services, principal }: GraphContext,
  ) => services.administration.judgeSample(principal, id, verdict),
};

/** A type's report with the run that it is of: verdicts are given after the report is kept. */
interface TypeReportOf extends TypeReport {
  readonly reconciliationId: string;
}

export const reconciliationResolvers: Readonly<Record<string, FieldResolvers | EnumValues>> = {
  Reconciliation: {
    report: ({ report }: Reconciliation) => JSON.stringify(report),
    progress: ({ done, total }: Reconciliation) => (done === null ? null : { done, total }),
    preview: async ({ id }: Reconciliation, _args: unknown, { loaders }: GraphContext) =>
      (await loaders.runReports.load(id))?.preview ?? null,
    typeReports: async ({ id }: Reconciliation, _args: unknown, { loaders }: GraphContext) => {
      const kept = await loaders.runReports.load(id);
      return kept?.report.types.map((type): TypeReportOf => ({ ...type, reconciliationId: id })) ?? null;
    },
    clericalSample: async ({ id }: Reconciliation, args: PageArguments, { services }: GraphContext) => {
      const request = toRequest(args);
      return toPage(await services.administration.clericalSample(id, request), request);
    },
  },
  RunPreview: {
    changes: ({ kinds }: RunPreview) =>
      entityTypes.map((entityType) => ({ entityType, counts: toChangeCounts(kinds[entityType]) })),
    fields: ({ fields }: RunPreview) => toFieldChanges(fields),
    entries: ({ entries }: RunPreview, _args: unknown, { reader }: GraphContext) => reader.previewEntries(entries),
  },
  AffectedPlatform: {
    counts: ({ kinds }: AffectedPlatform) => toChangeCounts(kinds),
    fields: ({ fields }: AffectedPlatform) => toFieldChanges(fields),
  },
  TypeReport: {
    linkCut: ({ cuts }: TypeReport) => cuts.link,
    reviewCut: ({ cuts }: TypeReport) => cuts.review,
    weights: weightBins,
    clusterSizes: ({ clusterSizes }: TypeReport) =>
      Object.entries(clusterSizes)
        .map(([records, entities]) => ({ records: Number(records), entities }))
        .sort((x, y) => x.records - y.records),
    rules: summariseRules,
    clericalPrecision: async (type: TypeReportOf, _args: unknown, { loaders }: GraphContext) => {
      const verdicts = await loaders.sampleVerdicts.load(type.reconciliationId);
      const own = verdicts.filter(({ entityType }) => entityType === type.entityType);
      return clericalPrecision(type.observations.sample, own);
    },
  },
  ClericalSample: {
    a: ({ a }: ClericalSample, _args: unknown, { loaders }: GraphContext) => loaders.pointers.load(a),
    b: ({ b }: ClericalSample, _args: unknown, { loaders }: GraphContext) => loaders.pointers.load(b),
    explanation: async (sample: ClericalSample, _args: unknown, context: GraphContext) => {
      const { pointers } = context.loaders;
      const [a, b] = await Promise.all([pointers.load(sample.a), pointers.load(sample.b)]);
      return a && b ? ((await explainVisible(context, a, b))?.explanation ?? null) : null;
    },
  },
  ReconciliationState: { RUNNING: 'running', DONE: 'done', FAILED: 'failed', CANCELLED: 'cancelled' },
  SampleVerdict: { RIGHT: 'right', WRONG: 'wrong', CANNOT_TELL: 'cannot-tell' },
};

const toChangeCounts = (kinds: KindCounts) => ({
  absorbed: kinds.ABSORBED,
  split: kinds.SPLIT,
  deleted: kinds.DELETED,
  changed: kinds.CHANGED,
  created: kinds.CREATED,
});

const toFieldChanges = (fields: Counts) =>
  Object.entries(fields)
    .map(([field, entities]) => ({ field, entities }))
    .sort((x, y) => y.entities - x.entities || (x.field < y.field ? -1 : 1));
