import type { Finding } from '../../model/entity.ts';
import { invalid } from '../../model/errors.ts';
import type { EntityType } from '../../model/identity.ts';
import type { GraphContext } from '../context.ts';
import type { PageInfo } from '../kernel/connection.ts';
import type { FieldResolvers } from '../subgraph.ts';
import type { Page, PageRequest } from './administration-services.ts';
import { explainQueries } from './explain-queries.ts';

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

export const administrationQueries: FieldResolvers = {
  reviews: async (_root, args: PageArguments & { entityType?: EntityType | null }, { services }: GraphContext) => {
    const request = toRequest(args);
    return toPage(await services.administration.reviews({ entityType: args.entityType ?? null }, request), request);
  },
  findings: async (_root, args: PageArguments & { kind?: Finding['kind'] | null }, { services }: GraphContext) => {
    const request = toRequest(args);
    return toPage(await services.administration.findings({ kind: args.kind ?? null }, request), request);
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

function toRequest({ first, after }: PageArguments): PageRequest {
  const size = first ?? 20;
  if (size < 1 || size > 100) throw invalid('PAGE_SIZE_INVALID', 'query: first must be from 1 to 100.');
  return { first: size, after: after ?? null };
}

function toPage<Node>(
  { edges, hasNextPage }: Page<Node>,
  { after }: PageRequest,
): { readonly edges: Page<Node>['edges']; readonly nodes: readonly Node[]; readonly pageInfo: PageInfo } {
  const cursors = edges.map(({ cursor }) => cursor);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}
