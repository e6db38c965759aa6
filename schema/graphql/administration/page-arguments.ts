import { invalid } from '../../model/errors.ts';
import type { PageInfo } from '../kernel/connection.ts';
import type { Page, PageRequest } from './administration-services.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

export function toRequest({ first, after }: PageArguments): PageRequest {
  const size = first ?? 20;
  if (size < 1 || size > 100) throw invalid('PAGE_SIZE_INVALID', 'query: first must be from 1 to 100.');
  return { first: size, after: after ?? null };
}

export function toPage<Node>(
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
