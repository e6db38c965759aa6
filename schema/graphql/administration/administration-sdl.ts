import { pageArgumentsSdl } from '../kernel/connection.ts';

export const administrationSdl = `
extend type Query {
  """待审：可疑的记录对，最像的在前（管理员） / Doubtful pairs, likeliest links first; administrators only"""
  reviews("""主体类型 / Type of the entity""" entityType: EntityType${pageArgumentsSdl}): ReviewConnection
  """发现：部门间的矛盾，新的在前（管理员） / Contradictions between departments, newest first; administrators only"""
  findings("""种类 / Kind""" kind: FindingKind${pageArgumentsSdl}): FindingConnection
  """全量核对，新的在前（管理员） / Full reconciliations, newest first; administrators only"""
  reconciliations("""条数，最多 100 / How many, 100 at most""" first: Int = 20): [Reconciliation!]
  """谁读过此人，新的在前（管理员） / Who read this resident or legal entity, newest first; administrators only"""
  readsOf("""主体标识 / Id of the subject""" id: ID!${pageArgumentsSdl}): [Disclosure!]
  """尚未发布的批次（管理员） / Batches not yet published; administrators only"""
  openBatches: [OpenBatch!]
}

"""变更操作 / Mutations"""
type Mutation {
  """处理待审（管理员） / Decides a review; remembered for ever; administrators only"""
  decideReview(
    """待审标识 / Id of the review"""
    id: ID!
    """决定 / The verdict"""
    decision: ReviewVerdict!
    """理由，写入审计 / The reason; goes into the audit"""
    reason: String!
  ): ReviewOutcome
  """直接判定两条记录（管理员） / Decides any two records; administrators only"""
  decidePair(
    """一条记录 / One record"""
    a: RecordInput!
    """另一条记录 / The other"""
    b: RecordInput!
    """关联或分开 / Link or unlink"""
    kind: PairDecisionKind!
    """理由，与决定一并保存 / The reason; kept with the decision"""
    reason: String!
  ): Decision
  """判定一条记录不是主体：测试数据、误录为人的单位（管理员） / Decides that a record is no subject: a test row, an organisation entered as a person; administrators only"""
  decideNotAPerson(
    """记录 / The record"""
    record: RecordInput!
    """理由，与决定一并保存 / The reason; kept with the decision"""
    reason: String!
  ): Decision
  """撤销任何一项决定，恢复此前的数据（管理员） / Takes a decision of any kind back and restores what was before; administrators only"""
  undoDecision(
    """决定标识 / Id of the decision"""
    id: ID!
    """理由，与决定一并保存 / The reason; kept with the decision"""
    reason: String!
  ): Decision
  """开始全量核对（管理员） / Starts a full reconciliation; administrators only"""
  startReconciliation(
    """只看会改什么 / Only shows what would change"""
    dryRun: Boolean! = false
    """重新训练模型 / Trains the model anew"""
    retrain: Boolean! = false
  ): Reconciliation
}

"""记录的名字 / A record by name"""
input RecordInput {
  """数据集 / Dataset"""
  dataset: String!
  """部门内主键 / Key within the department"""
  key: String!
}

"""待审的决定 / Verdict on a review"""
enum ReviewVerdict {
  """同一主体 / The same entity"""
  LINK
  """不同主体 / Different entities"""
  UNLINK
  """以后再定 / Later"""
  LATER
}

"""处理结果 / What became of a review"""
type ReviewOutcome {
  """待审 / The review"""
  review: Review!
  """记下的决定；“以后再定”时为 null / The decision that is remembered; null after LATER"""
  decision: Decision
}

"""审计链的一条：谁为何读了什么 / One entry of the audit chain: who read what, and why"""
type Disclosure {
  """次序 / Position in the chain; give it as \`after\` for older entries"""
  seq: String!
  """时刻 / When"""
  at: DateTime!
  """读取或被拒 / read or denied"""
  kind: String!
  """客户端 / The client"""
  client: String!
  """目的 / Purpose"""
  purpose: String
  """操作名 / Name of the operation"""
  operation: String!
  """查询的 SHA-256 / SHA-256 of the query"""
  queryHash: String
  """读到的字段 / Fields read"""
  fields: [String!]!
}

"""尚未发布的批次 / A batch that is not yet published"""
type OpenBatch {
  """标识 / Id"""
  id: ID!
  """数据集 / Dataset"""
  dataset: String!
  """状态 / State"""
  state: BatchState!
  """收到时间 / When it was received"""
  receivedAt: DateTime!
  """收到行数 / Rows received"""
  received: Int!
  """退回 / Rejected"""
  rejected: Int!
  """总页数 / Pages"""
  pages: Int!
  """已入库页数 / Pages taken in"""
  pagesDone: Int!
  """迟滞原因 / Why it is late"""
  problem: String
}
`;
