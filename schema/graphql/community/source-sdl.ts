/** Sources and code tables: what the data is made of. */
export const sourceSdl = `
"""数据源 / A source: one dataset of a department"""
type Source {
  """数据集 / Dataset"""
  dataset: String!
  """部门 / Department"""
  department: String!
  """名称 / Title"""
  title: Label!
  """承诺的更新周期（ISO 8601） / How often the department promised to deliver, ISO 8601"""
  updateFrequency: String!
  """最近一批 / The last batch"""
  lastBatch: SourceBatch
  """距最近一批的秒数 / Seconds since the last batch came in"""
  ageSeconds: Int
  """是否逾期 / Whether it is overdue"""
  late: Boolean!
  """现有记录数 / Current records"""
  records: Int!
}

"""一批数据 / One batch"""
type SourceBatch {
  """标识 / Id"""
  id: ID!
  """状态 / State"""
  state: BatchState!
  """收到时间 / When it was received"""
  receivedAt: DateTime!
  """发布时间 / When its effect was published"""
  publishedAt: DateTime
  """收到行数 / Rows received"""
  received: Int!
  """采纳 / Accepted"""
  accepted: Int!
  """未变 / Unchanged"""
  unchanged: Int!
  """已被取代 / Superseded"""
  superseded: Int!
  """退回 / Rejected"""
  rejected: Int!
}

"""批次状态 / State of a batch"""
enum BatchState {
  """已落地 / Landed"""
  LANDED
  """入库中 / Being ingested"""
  INGESTING
  """已入库 / Ingested"""
  INGESTED
  """已发布 / Published"""
  PUBLISHED
  """失败 / Failed"""
  FAILED
}

"""双语名称 / A name in both languages"""
type Label {
  """中文 / Chinese"""
  zh: String!
  """英文 / English"""
  en: String!
}

"""代码表 / A code table"""
type CodeTable {
  """名称 / Name"""
  name: String!
  """标题 / Title"""
  label: Label!
  """出处 / Where the codes come from"""
  source: String!
  """枚举类型 / The enum of the graph"""
  enum: String!
  """代码 / The codes"""
  codes: [CodeTableEntry!]!
}

"""代码 / A code"""
type CodeTableEntry {
  """代码 / Code"""
  code: String!
  """枚举值 / Value of the enum"""
  value: String!
  """含义 / Meaning"""
  label: Label!
}
`;
