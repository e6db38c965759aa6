import type { EntityPage, GuardedEntity } from '../../store/reader/reader.ts';
import { describe } from './describe.ts';

/** A page as Relay knows it; counting is done only when it is asked for. */
export interface EntityConnection {
  readonly edges: readonly { readonly cursor: string; readonly node: GuardedEntity }[];
  readonly nodes: readonly GuardedEntity[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export function toConnection(page: EntityPage, after: string | null, count: () => Promise<number>): EntityConnection {
  const edges = page.edges.map(({ cursor, entity }) => ({ cursor, node: entity }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: count,
  };
}

/** SDL of the connection of a type. */
export function connectionSdl(type: string, zh: string, en: string): string {
  return `
    ${describe({ zh: `${zh}分页`, en: `A page of ${en}` })}
    type ${type}Connection {
      ${describe({ zh: '条目与游标', en: 'Entries with their cursors' })}
      edges: [${type}Edge!]!
      ${describe({ zh: '条目', en: 'The entries' })}
      nodes: [${type}!]!
      ${describe({ zh: '翻页信息', en: 'Where the page lies' })}
      pageInfo: PageInfo!
      ${describe({ zh: '总数（只在请求时统计）', en: 'How many there are in all; counted only when asked for' })}
      totalCount: Int
    }
    ${describe({ zh: `${zh}条目`, en: `One of ${en} with its cursor` })}
    type ${type}Edge {
      ${describe({ zh: '游标', en: 'Cursor: ask for what comes after it' })}
      cursor: String!
      ${describe({ zh: '条目', en: 'The entry' })}
      node: ${type}!
    }`;
}

export const pageInfoSdl = `
  """翻页信息 / Where a page lies among all"""
  type PageInfo {
    """后面还有 / More follow"""
    hasNextPage: Boolean!
    """前面还有 / Some come before"""
    hasPreviousPage: Boolean!
    """首条游标 / Cursor of the first entry"""
    startCursor: String
    """末条游标 / Cursor of the last entry; give it as \`after\`"""
    endCursor: String
  }`;

/** The arguments of every Relay list, for an SDL's argument list. */
export const pageArgumentsSdl = `
    """每页条数，最多 100 / Page size, 100 at most"""
    first: Int = 20
    """从此游标之后 / After this cursor"""
    after: String`;

/** The arguments of a list of residents or legal entities, wherever in the graph it stands. */
export const entityListArgumentsSdl = (type: 'Resident' | 'LegalEntity'): string => `
    """筛选 / Which"""
    filter: ${type}Filter
    """排序 / In which order"""
    order: ${type}Order${pageArgumentsSdl}
  `;
