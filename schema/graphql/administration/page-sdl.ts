/** A connection without a count: counting costs more than it tells an administrator. */
export const pageSdl = (type: string, zh: string, en: string): string => `
  """${zh}分页 / A page of ${en}"""
  type ${type}Connection {
    """条目与游标 / Entries with their cursors"""
    edges: [${type}Edge!]!
    """条目 / The entries"""
    nodes: [${type}!]!
    """翻页信息 / Where the page lies"""
    pageInfo: PageInfo!
  }
  """${zh}条目 / One of ${en} with its cursor"""
  type ${type}Edge {
    """游标 / Cursor"""
    cursor: String!
    """条目 / The entry"""
    node: ${type}!
  }`;
