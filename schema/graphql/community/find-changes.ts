import type { VisibleChange } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import type { PageInfo } from '../kernel/connection.ts';
import type { FieldResolvers } from '../subgraph.ts';

export async function findChanges(
  _root: unknown,
  args: { readonly after?: string | null; readonly first?: number | null },
  { reader }: GraphContext,
): Promise<{
  readonly edges: readonly { readonly cursor: string; readonly node: VisibleChange }[];
  readonly nodes: readonly VisibleChange[];
  readonly pageInfo: PageInfo;
}> {
  const after = args.after ?? '0';
  const page = await reader.changes(after, args.first ?? 20);
  return {
    edges: page.changes.map((change) => ({ cursor: change.seq, node: change })),
    nodes: page.changes,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== '0',
      startCursor: page.changes[0]?.seq ?? null,
      // Moves on also past what is not for this client, so that it never asks for the same again.
      endCursor: page.lastSeq,
    },
  };
}

export const changeResolvers: FieldResolvers = {
  resident: (change: VisibleChange, _args: unknown, { loaders }: GraphContext) =>
    change.entityType === 'resident' ? loaders.residents.load(change.entityId) : null,
  legalEntity: (change: VisibleChange, _args: unknown, { loaders }: GraphContext) =>
    change.entityType === 'legal-entity' ? loaders.legalEntities.load(change.entityId) : null,
};
