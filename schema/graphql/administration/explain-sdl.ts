export const explainSdl = `
extend type Query {
  """两条记录为何（不）相关联，什么会改变结论（管理员） / Why two records are linked, or not, and what would change it; administrators only"""
  explainPair(
    """一条记录 / One record"""
    a: RecordInput!
    """另一条记录 / The other"""
    b: RecordInput!
  ): ExplainedPair
  """此人的记录为何归为一人、为何不含其他记录（管理员） / Why the records of this entity are one, and why it has no more; administrators only"""
  explainEntity(
    """主体标识 / Id of the entity"""
    id: ID!
    """主体类型 / Type of the entity"""
    entityType: EntityType! = RESIDENT
  ): EntityExplanation
  """此记录为何归于其主体（管理员） / Why this record is where it is; administrators only"""
  explainRecord("""记录 / The record""" record: RecordInput!): RecordExplanation
  """两条记录为何（不）相关联（管理员） / Why two records are linked, or not; administrators only"""
  explain(
    """一条记录 / One record"""
    a: RecordInput!
    """另一条记录 / The other"""
    b: RecordInput!
  ): ExplainedPair @deprecated(reason: "explainPair")
  """此人的记录为何相关联（管理员） / Why the records of this entity are linked; administrators only"""
  explainLink(
    """主体标识 / Id of the entity"""
    id: ID!
    """主体类型 / Type of the entity"""
    entityType: EntityType! = RESIDENT
  ): EntityExplanation @deprecated(reason: "explainEntity")
}

"""一对记录及其证据 / A pair of records and the evidence"""
type ExplainedPair {
  """一方 / One side"""
  a: RecordSide!
  """另一方 / The other side"""
  b: RecordSide!
  """证据明细 / The evidence, step by step"""
  explanation: PairExplanation!
  """关于这两条记录的有效人工决定，先于证据 / A person's decision about these two in force; it goes before the evidence"""
  decision: Decision
}

"""证据明细：Fellegi–Sunter 瀑布 / The evidence as a Fellegi–Sunter waterfall"""
type PairExplanation {
  """总权重（比特） / Weight in bits"""
  weight: Float!
  """为同一主体的概率 / Probability that they are one entity"""
  probability: Float!
  """达到此权重即关联（比特） / Weight in bits at which a pair is linked"""
  linkCut: Float!
  """达到此权重即待审（比特） / Weight in bits at which a person is asked"""
  reviewCut: Float!
  """代替权重作出结论的规则 / The rule that decided in the weight's stead"""
  guard: PairGuard
  """结论 / Outcome"""
  outcome: PairOutcome!
  """结论说明 / The verdict in words"""
  verdict: Label!
  """逐项 / Step by step"""
  lines: [ExplanationLine!]!
  """什么会改变结论：变动最小者在前，人工决定在后 / What would change the outcome: the smallest change first, a person's decision last"""
  counterfactuals: [Counterfactual!]!
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
  """其中因取值常见或少见而调整的部分 / The part of it that is due to how common the shared value is"""
  frequency: FrequencyAdjustment
  """累计 / Running weight"""
  runningWeight: Float!
}

"""按取值频率的调整 / Adjustment by the frequency of the shared value"""
type FrequencyAdjustment {
  """说明，不含取值 / In words, without the value"""
  label: Label!
  """比特 / Bits"""
  bits: Float!
}

"""代替权重作出结论的规则 / The rule that decided a pair in the weight's stead"""
type PairGuard {
  """原因代码 / Code of the reason"""
  reason: String!
  """说明 / In words"""
  label: Label!
  """其余证据的权重（比特） / Bits that the rest of the evidence proves"""
  restWeight: Float
  """其余证据达到此权重才询问人工 / Bits that the rest must reach before a person is asked"""
  restAtLeast: Float
}

"""足以改变结论的一项变动 / One change that alone would change the outcome"""
type Counterfactual {
  """比较项；人工决定则为 null / The comparison; null for a person's decision"""
  comparison: String
  """应处的等级 / The level that would have to hold"""
  level: String
  """人工决定 / What a person would do"""
  decision: CounterDecision
  """那时的结论 / The outcome then"""
  outcome: PairOutcome!
  """权重变动（比特） / Change of the weight in bits"""
  change: Float
  """说明 / In words"""
  label: Label!
}

"""足以改变结论的人工决定 / What a person may do to change the outcome"""
enum CounterDecision {
  """关联 / Link"""
  LINK
  """分开 / Unlink"""
  UNLINK
  """撤销现有决定 / Take the decision in force back"""
  UNDO
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

"""主体为何成立 / Why an entity holds, and why it is no larger"""
type EntityExplanation {
  """主体标识 / Id of the entity"""
  entityId: ID!
  """一句话说明 / In one sentence"""
  summary: Label!
  """其记录 / Its records"""
  records: [RecordSide!]!
  """按先后：人工决定，然后权重由高到低 / How its records joined: people's decisions, then links by falling weight"""
  joins: [ClusterJoin!]!
  """最弱的一处关联 / The weakest link it hangs on"""
  weakest: ClusterJoin
  """自身不足以关联的记录对，由何维系 / Pairs that by themselves would not link, and what carries them"""
  carried: [CarriedPair!]!
  """为何不含相似的其他记录 / Why alike records are not in it"""
  separations: [Separation!]!
  """各项总数；记录过多时只列最能说明问题的 / How many there are in all; of a crowd only the most telling are listed"""
  counts: ExplanationCounts!
  """相互比较过的记录对 / The pairs that were compared"""
  pairs: [ExplainedPair!]!
  """关于其记录而未撤销的人工决定，新的在前 / Decisions about its records that nobody has undone, newest first"""
  decisions: [Decision!]!
  """相连记录是否已全部考察 / Whether all connected records were looked at"""
  whole: Boolean!
  """是否与已发布的关联一致；否则有记录尚待归并 / Whether the published links are those explained; else a record waits for resolution"""
  current: Boolean!
}

"""一条记录为何在此 / Why a record is where it is"""
type RecordExplanation {
  """记录 / The record"""
  record: RecordSide!
  """所属主体；已判定为非主体的记录则为 null / Its entity; null of a record that is no subject"""
  entity: EntityExplanation
  """据以判定其为非主体的人工决定 / The decision by which it is no subject"""
  setAsideBy: Decision
  """一句话说明 / In one sentence"""
  summary: Label!
  """它由何处关联进来 / The links by which it is in"""
  joins: [ClusterJoin!]!
  """与它自身不足以关联的记录 / Records of the entity that it would not link with by itself"""
  carried: [CarriedPair!]!
  """与它相似而未归入的记录 / Alike records that it is kept apart from"""
  separations: [Separation!]!
  """各项总数 / How many there are in all"""
  counts: ExplanationCounts!
}

"""解释的各项总数 / How many parts an explanation has in all"""
type ExplanationCounts {
  """关联 / Links"""
  joins: Int!
  """被维系的记录对 / Carried pairs"""
  carried: Int!
  """被分开的记录对 / Pairs kept apart"""
  separations: Int!
}

"""主体归并的一步 / One of the steps in which an entity came together"""
type ClusterJoin {
  """一方 / One side"""
  a: RecordSide!
  """另一方 / The other side"""
  b: RecordSide!
  """权重（比特） / Weight in bits"""
  weight: Float!
  """是否人工决定 / Whether a person decided it"""
  decided: Boolean!
  """本应阻止而未适用的规则 / Rules that would have forbidden it and did not apply"""
  excused: [ExcusedGuard!]!
  """说明 / In words"""
  label: Label!
}

"""未适用的规则 / A rule that did not apply, and why"""
type ExcusedGuard {
  """一方 / One side"""
  a: RecordSide!
  """另一方 / The other side"""
  b: RecordSide!
  """据以不适用的记录 / The records because of which it did not"""
  by: [RecordSide!]!
  """说明 / In words"""
  label: Label!
}

"""由其他记录维系的一对 / A pair that others carry"""
type CarriedPair {
  """一方 / One side"""
  a: RecordSide!
  """另一方 / The other side"""
  b: RecordSide!
  """权重（比特） / Weight in bits"""
  weight: Float!
  """两者自身的结论 / What the two are by themselves"""
  outcome: PairOutcome!
  """从一方到另一方之间的记录 / The records between the two"""
  between: [RecordSide!]!
  """说明 / In words"""
  label: Label!
}

"""相似而分开的一对 / Two alike records that are kept apart"""
type Separation {
  """本主体的记录 / The record of this entity"""
  a: RecordSide!
  """另一主体的记录 / The record of the other"""
  b: RecordSide!
  """权重（比特） / Weight in bits"""
  weight: Float!
  """两者自身的结论 / What the two are by themselves"""
  outcome: PairOutcome!
  """分开的缘由 / What keeps them apart"""
  cause: SeparationCause!
  """存疑原因代码 / Code of the doubt"""
  reason: String!
  """缘由所在的记录 / The records that the cause is about"""
  because: [RecordSide!]!
  """是否正等待人工处理 / Whether a person is being asked about these two"""
  asked: Boolean!
  """说明 / In words"""
  label: Label!
}

"""分开的缘由 / What keeps two alike records apart"""
enum SeparationCause {
  """规则 / A guard"""
  GUARD
  """矛盾 / A contradiction"""
  CONTRADICTION
  """另一主体同样相符 / Another entity fits as well"""
  RIVAL
  """人工决定分开 / A person's decision"""
  DECISION
  """与其他决定矛盾的人工关联 / A link of a person that other decisions contradict"""
  CONTRADICTED_DECISION
  """两边的其他记录必须分开 / Other records of the two sides must stay apart"""
  SETTLED
  """证据不足以关联 / The evidence does not reach a link"""
  BELOW_LINK_CUT
}
`;
