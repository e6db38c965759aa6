import type { Decision, DecisionState, Finding } from '../../model/entity.ts';
import type { EntityType } from '../../model/identity.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers } from '../subgraph.ts';
import { explainQueries } from './explain-queries.ts';
import { type PageArguments, toPage, toRequest } from './page-arguments.ts';

export const administrationQueries: FieldResolvers = {
  reviews: async (_root, args: PageArguments & { entityType?: EntityType | null }, { services }: GraphContext) => {
    const request = toRequest(args);
    return toPage(await services.administration.reviews({ entityType: args.entityType ?? null }, request), request);
  },
  findings: async (_root, args: PageArguments & { kind?: Finding['kind'] | null }, { services }: GraphContext) => {
    const request = toRequest(args);
    return toPage(await services.administration.findings({ kind: args.kind ?? null }, request), request);
  },
  decisions: async (
    _root,
    args: PageArguments & { kind?: Decision['kind'] | null; state?: DecisionState | null },
    { services }: GraphContext,
  ) => {
    const request = toRequest(args);
    const filter = { kind: args.kind ?? null, state: args.state ?? null };
    return toPage(await services.administration.decisions(filter, request), request);
  },
  reconciliations: (_root, args: PageArguments, { services }: GraphContext) =>
    services.administration.reconciliations(toRequest(args).first),
  readsOf: async (_root, args: PageArguments & { id: string }, { services, reader }: GraphContext) => {
    const entries = await services.administration.readsOf(args.id, toRequest(args));
    for (const { subjectType: type, subjectId: id } of entries) reader.noteReadsShown({ type, id });
    return entries;
  },
  openBatches: (_root, _args: unknown, { services }: GraphContext) => services.administration.openBatches(),
  ...explainQueries,
};
