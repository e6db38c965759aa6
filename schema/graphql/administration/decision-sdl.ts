import { pageArgumentsSdl } from '../kernel/connection.ts';
import { pageSdl } from './page-sdl.ts';

export const decisionSdl = `
extend type Query {
  """人工决定，新的在前（管理员） / Decisions with what they stand for now, newest first; administrators only"""
  decisions(
    """种类 / Kind"""
    kind: DecisionKind
    """现状 / State"""
    state: DecisionState${pageArgumentsSdl}
  ): DecisionConnection
}

"""人工决定，永久有效，可撤销 / A person's decision, remembered for ever and reversible"""
type Decision {
  """标识 / Id"""
  id: ID!
  """种类 / Kind"""
  kind: DecisionKind!
  """现状；决定后随即核定 / What it stands for now; settled moments after a decision"""
  state: DecisionState!
  """所涉记录：一对，或单独一条 / The records that it is about: two, or one"""
  records: [RecordSide!]!
  """决定人 / By"""
  author: String!
  """理由 / Reason"""
  reason: String!
  """时间 / When"""
  decidedAt: DateTime!
  """让位于哪些决定：取代它的，或与它矛盾的 / The decisions that it gives way to: the newer one, or those that say otherwise"""
  against: [Decision!]!
  """所越过的防误并规则的代码 / Code of the guard that this link overrides"""
  guard: String
  """撤销时间 / When it was taken back"""
  undoneAt: DateTime
  """撤销人 / By whom it was taken back"""
  undoneBy: String
  """撤销理由 / Why it was taken back"""
  undoReason: String
}

"""决定的种类 / Kind of a decision"""
enum DecisionKind {
  """关联 / Link"""
  LINK
  """分开 / Unlink"""
  UNLINK
  """非主体：此记录不代表任何居民或法人 / No subject: the record stands for no resident and no legal entity"""
  NOT_A_PERSON
}

"""对一对记录的决定 / Kind of a decision on a pair"""
enum PairDecisionKind {
  """关联 / Link"""
  LINK
  """分开 / Unlink"""
  UNLINK
}

"""决定的现状 / What a decision stands for now"""
enum DecisionState {
  """有效 / In force"""
  IN_FORCE
  """已被更新的决定取代 / A newer decision on the same records stands"""
  SUPERSEDED
  """与其他有效决定矛盾，未被采用 / Other decisions in force say otherwise and are followed"""
  CONTRADICTED
  """已撤销 / Taken back"""
  UNDONE
}
${pageSdl('Decision', '决定', 'decisions')}
`;
