import { pageSdl } from './page-sdl.ts';

export const reviewSdl = `
"""待审 / A doubtful pair waiting for a person"""
type Review {
  """标识 / Id"""
  id: ID!
  """主体类型 / Type of the entity"""
  entityType: EntityType!
  """状态 / State"""
  state: ReviewState!
  """证据权重（比特） / Weight of the evidence in bits"""
  weight: Float!
  """存疑原因代码 / Code of the doubt"""
  reason: String!
  """提出时间 / When it was opened"""
  openedAt: DateTime!
  """一方 / One side"""
  a: RecordSide
  """另一方 / The other side"""
  b: RecordSide
  """证据明细 / The evidence, step by step"""
  explanation: PairExplanation
}

"""待审状态 / State of a review"""
enum ReviewState {
  """待定 / Open"""
  OPEN
  """已定 / Decided"""
  DECIDED
  """不再成立 / Moot"""
  MOOT
}
${pageSdl('Review', '待审', 'reviews')}

"""记录的一方；值经授权读取并写入审计 / One side of a pair; its values are read under the agreement and audited"""
type RecordSide {
  """数据集 / Dataset"""
  dataset: String!
  """部门内主键 / Key within the department"""
  key: String
  """版本时间 / Version"""
  version: DateTime
  """所属主体标识 / Id of the entity it is linked to"""
  entityId: ID
  """各字段 / Its fields"""
  fields: [RecordField!]
}

"""记录的一个字段 / One field of a record"""
type RecordField {
  """字段 / Field"""
  name: String!
  """名称 / Label"""
  label: Label!
  """值 / Value"""
  value: String
  """是否脱敏 / Whether it is masked"""
  masked: Boolean!
}

"""一对记录及其证据 / A pair of records and the evidence"""
type ExplainedPair {
  """一方 / One side"""
  a: RecordSide!
  """另一方 / The other side"""
  b: RecordSide!
  """证据明细 / The evidence, step by step"""
  explanation: PairExplanation!
}

"""归并的理由 / Why the records of an entity are one"""
type LinkExplanation {
  """相互比较过的记录对 / The pairs that were compared"""
  pairs: [ExplainedPair!]!
  """有效的人工决定 / Decisions in force"""
  decisions: [Decision!]!
}

"""证据明细：Fellegi–Sunter 瀑布 / The evidence as a Fellegi–Sunter waterfall"""
type PairExplanation {
  """总权重（比特） / Weight in bits"""
  weight: Float!
  """为同一主体的概率 / Probability that they are one entity"""
  probability: Float!
  """结论 / Outcome"""
  outcome: PairOutcome!
  """结论说明 / The verdict in words"""
  verdict: Label!
  """逐项 / Step by step"""
  lines: [ExplanationLine!]!
}

"""一项证据；+1 比特使可能性翻倍 / One piece of evidence; +1 bit doubles the odds"""
type ExplanationLine {
  """说明 / In words"""
  label: Label!
  """比较项 / The comparison"""
  comparison: String
  """所处等级 / The level that holds"""
  level: String
  """权重（比特） / Weight in bits"""
  bits: Float!
  """累计 / Running weight"""
  runningWeight: Float!
}

"""对一对记录的结论 / Outcome for a pair"""
enum PairOutcome {
  """关联 / Link"""
  LINK
  """待审 / Review"""
  REVIEW
  """不同 / Distinct"""
  DISTINCT
}
`;
