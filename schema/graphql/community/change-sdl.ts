export const changeSdl = `
"""变更分页 / A page of changes"""
type ChangeConnection {
  """条目与游标 / Entries with their cursors"""
  edges: [ChangeEdge!]!
  """变更 / The changes"""
  nodes: [Change!]!
  """翻页信息；endCursor 是下次的 after / Where the page lies; ask again after endCursor, also when the page is empty"""
  pageInfo: PageInfo!
}

"""变更条目 / A change with its cursor"""
type ChangeEdge {
  """游标 / Cursor"""
  cursor: String!
  """变更 / The change"""
  node: Change!
}

"""一次变更；只说哪些字段变了 / One change; says which fields changed, never the values"""
type Change {
  """次序，无间断 / Position in the order"""
  seq: String!
  """时刻 / When"""
  at: DateTime!
  """种类 / Kind"""
  kind: ChangeKind!
  """主体类型 / Type of the entity"""
  entityType: EntityType!
  """主体标识 / The entity's id"""
  entityId: ID!
  """合并到或拆分自的主体 / The entity it was merged into or split from"""
  otherEntityId: ID
  """变更的字段 / The fields that changed"""
  fields: [String!]!
  """现在的居民 / The resident as it is now"""
  resident: Resident
  """现在的法人 / The legal entity as it is now"""
  legalEntity: LegalEntity
}

"""变更种类 / Kind of a change"""
enum ChangeKind {
  """新建 / Created"""
  CREATED
  """修改 / Changed"""
  CHANGED
  """并入 / Absorbed by another"""
  ABSORBED
  """拆出 / Split off another"""
  SPLIT
  """删除 / Deleted"""
  DELETED
}

"""主体类型 / Type of an entity"""
enum EntityType {
  """居民 / Resident"""
  RESIDENT
  """法人 / Legal entity"""
  LEGAL_ENTITY
}
`;
