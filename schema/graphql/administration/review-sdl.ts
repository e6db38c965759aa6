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
  """存疑原因说明 / The doubt in words"""
  reasonLabel: Label!
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
`;
