import { pageArgumentsSdl } from '../kernel/connection.ts';
import { pageSdl } from './page-sdl.ts';

export const reconciliationSdl = `
extend type Query {
  """一次全量核对（管理员） / One full reconciliation; administrators only"""
  reconciliation("""标识 / Id""" id: ID!): Reconciliation
}

extend type Mutation {
  """取消进行中的核对，什么都不改（管理员） / Calls a running reconciliation off; nothing is changed; administrators only"""
  cancelReconciliation("""标识 / Id""" id: ID!): Reconciliation
  """
  评判抽查的一对；只用于估计，不拆开关联（管理员） / Judges a sampled pair; it is used for the estimate and unlinks nothing; administrators only
  """
  judgeSample(
    """抽查对标识 / Id of the sampled pair"""
    id: ID!
    """评判 / The verdict"""
    verdict: SampleVerdict!
  ): ClericalSample
}

"""全量核对 / A full reconciliation"""
type Reconciliation {
  """标识 / Id"""
  id: ID!
  """状态 / State"""
  state: ReconciliationState!
  """正在做什么；不详时为 null / What it is at just now; null where it does not say"""
  phase: String
  """进度；不详时为 null / How far it is; null where it does not say"""
  progress: RunProgress
  """是否只演算 / Whether it only shows"""
  dryRun: Boolean!
  """是否重新训练 / Whether it trains anew"""
  retrain: Boolean!
  """发起人 / Requested by"""
  requestedBy: String!
  """开始 / Started at"""
  startedAt: DateTime!
  """结束 / Finished at"""
  finishedAt: DateTime
  """结果（JSON） / The report as JSON"""
  report: String!
  """改了什么，或会改什么 / What it changed, or would change; null before it is done"""
  preview: RunPreview
  """按主体类型的核对报告 / What it found out, by type of entity; null before it is done"""
  typeReports: [TypeReport!]
  """供人评判的抽查样本 / The sample of links for persons to judge, nearest to the cut first"""
  clericalSample(${pageArgumentsSdl}): ClericalSampleConnection!
}

"""核对状态 / State of a reconciliation"""
enum ReconciliationState {
  """进行中 / Running"""
  RUNNING
  """完成 / Done"""
  DONE
  """失败 / Failed"""
  FAILED
  """已取消 / Cancelled"""
  CANCELLED
}

"""进度 / Progress of the present phase"""
type RunProgress {
  """已完成 / Done"""
  done: Float!
  """总数；不详时为 null / In all; null where that is not known"""
  total: Float
}

"""一次核对的改动 / What a reconciliation changes"""
type RunPreview {
  """各类主体的改动数 / Changes by type of entity"""
  changes: [TypeChanges!]!
  """值有变化的主体数，按字段 / Living entities whose golden value changes, by field"""
  fields: [FieldChanges!]!
  """改动清单，最多 200 条，合并与拆分在前；辖区外的不列出 / At most 200 changes, merges and splits first; those outside your area are not listed"""
  entries: [PreviewEntry!]!
  """受影响的平台 / The platforms that are affected"""
  platforms: [AffectedPlatform!]!
}

"""一类主体的改动数 / Changes of one type of entity"""
type TypeChanges {
  """主体类型 / Type of the entities"""
  entityType: EntityType!
  """改动数 / How many"""
  counts: ChangeCounts!
}

"""按种类的改动数 / Changes by kind"""
type ChangeCounts {
  """并入他者 / Absorbed by another"""
  absorbed: Int!
  """拆出 / Split off another"""
  split: Int!
  """删除 / Deleted"""
  deleted: Int!
  """修改 / Changed"""
  changed: Int!
  """新建 / Created"""
  created: Int!
}

"""一个字段的改动数 / Changes of one field"""
type FieldChanges {
  """字段，如 resident.phone / The field, such as resident.phone"""
  field: String!
  """主体数 / Entities"""
  entities: Int!
}

"""一条改动；没有值 / One change; no values"""
type PreviewEntry {
  """种类 / Kind"""
  kind: ChangeKind!
  """主体类型 / Type of the entity"""
  entityType: EntityType!
  """主体标识 / The entity's id"""
  entityId: ID!
  """合并到或拆分自的主体 / The entity it is merged into or split from"""
  otherEntityId: ID
  """变更的字段 / The fields that change"""
  fields: [String!]!
}

"""受影响的平台 / A platform that is affected"""
type AffectedPlatform {
  """客户端 / The client"""
  client: String!
  """协议标识 / Id of the agreement"""
  agreementId: ID!
  """在其辖区与字段内有变化的主体数 / Entities in its area of which something changes that it may read"""
  entities: Int!
  """按种类 / By kind"""
  counts: ChangeCounts!
  """按字段 / By field"""
  fields: [FieldChanges!]!
}

"""一类主体的核对报告 / What a reconciliation found out about one type of entity"""
type TypeReport {
  """主体类型 / Type of the entities"""
  entityType: EntityType!
  """模型版本 / Version of the model"""
  modelVersion: String!
  """关联阈值（比特） / The link cut in bits"""
  linkCut: Float!
  """复核阈值（比特） / The review cut in bits"""
  reviewCut: Float!
  """匹配权重直方图，每格 1 比特 / Histogram of match weights in bins of one bit"""
  weights: [WeightBin!]!
  """主体的记录数分布 / How many records entities have"""
  clusterSizes: [ClusterSize!]!
  """各分块规则的成果 / What each blocking rule found"""
  rules: [RuleReport!]!
  """召回率估计（捕获再捕获） / Recall, estimated by capture and recapture"""
  recall: RecallEstimate
  """按模型概率估计的精确率 / Precision by the model's own probabilities"""
  modelPrecision: Estimate
  """按人工抽查估计的精确率 / Precision by the clerical sample"""
  clericalPrecision: ClericalPrecision!
  """各数据集的漂移，最大的在前 / Drift of each feed since the last published run, the furthest first"""
  drift: [DriftLine!]!
  """重新训练的变化 / What retraining changed; null without it"""
  modelChange: ModelChange
}

"""直方图的一格 / One bin of the histogram"""
type WeightBin {
  """下界（比特） / Lower bound in bits"""
  bits: Int!
  """关联 / Linked pairs"""
  link: Float!
  """待审 / Pairs for review"""
  review: Float!
  """不同 / Distinct pairs that were scored to the end"""
  distinct: Float!
}

"""记录数相同的主体 / Entities of one size"""
type ClusterSize {
  """记录数 / Records"""
  records: Int!
  """主体数 / Entities"""
  entities: Int!
}

"""一条分块规则的成果 / What one blocking rule found"""
type RuleReport {
  """规则 / The rule"""
  name: String!
  """说明 / In words"""
  label: Label!
  """候选对数 / Candidate pairs"""
  candidatePairs: Float!
  """关联对数 / Linked pairs"""
  linkedPairs: Float!
  """仅此规则找到的关联对数 / Linked pairs that no other rule found"""
  alone: Float!
  """超限而弃用的分块数 / Blocks over their cap that made no pairs"""
  cappedBlocks: Float!
}

"""估计值与 95% 区间 / An estimate with its 95 % interval"""
type Estimate {
  """估计值 / Value"""
  value: Float!
  """下限 / Lower bound"""
  low: Float!
  """上限 / Upper bound"""
  high: Float!
}

"""召回率估计 / Estimate of recall"""
type RecallEstimate {
  """没有规则找到的可关联对数 / Linkable pairs that no rule found"""
  missed: Estimate!
  """候选搜索的召回率 / Recall of the search for candidates"""
  search: Estimate!
  """判定的召回率 / Share of the matches among scored pairs that link by themselves"""
  decision: Float!
  """总召回率 / Both together"""
  recall: Estimate!
}

"""人工抽查的结果 / What the clerical sample says"""
type ClericalPrecision {
  """精确率；尚无评判时为 null / Precision; null before the first verdict"""
  precision: Estimate
  """所评判的层代表的关联占比 / Share of all links that the judged strata stand for"""
  covered: Float!
  """各层 / The strata, nearest to the cut first"""
  strata: [StratumVerdicts!]!
}

"""一层的评判 / Verdicts of one stratum"""
type StratumVerdicts {
  """层 / The stratum"""
  stratum: Int!
  """层内关联对数 / Linked pairs in it"""
  population: Float!
  """抽取数 / Drawn"""
  drawn: Int!
  """对 / Right"""
  right: Int!
  """错 / Wrong"""
  wrong: Int!
  """看不出 / Cannot tell"""
  cannotTell: Int!
}

"""一个数据集一个比较项的漂移 / Drift of one comparison in one feed"""
type DriftLine {
  """数据集 / Dataset"""
  dataset: String!
  """比较项 / Comparison"""
  comparison: String!
  """linked 或 scored / linked, or all that were scored"""
  population: String!
  """群体稳定性指数 / Population stability index"""
  index: Float!
  """随机波动的上限 / What chance alone stays below"""
  noise: Float!
  """stable、moved 或 shifted / stable, moved or shifted"""
  verdict: String!
  """此前对数 / Pairs before"""
  pairsBefore: Float!
  """现在对数 / Pairs now"""
  pairs: Float!
}

"""模型的变化 / What retraining changed"""
type ModelChange {
  """原版本 / Version before"""
  versionBefore: String!
  """新版本 / Version now"""
  version: String!
  """原先验 / Prior before"""
  priorBefore: Float!
  """新先验 / Prior now"""
  prior: Float!
  """权重有变的等级，变化大的在前 / Levels whose weight is another one, the furthest moved first"""
  levels: [LevelChange!]!
}

"""一个等级的权重变化 / Change of one level's weight"""
type LevelChange {
  """比较项 / Comparison"""
  comparison: String!
  """等级 / Level"""
  level: String!
  """原权重（比特） / Weight before, in bits"""
  before: Float
  """新权重（比特） / Weight now, in bits"""
  after: Float
}

"""抽查的一对 / A sampled pair"""
type ClericalSample {
  """标识 / Id"""
  id: ID!
  """主体类型 / Type of the entity"""
  entityType: EntityType!
  """层：0 最靠近阈值 / Stratum: 0 is nearest to the cut"""
  stratum: Int!
  """证据权重（比特） / Weight of the evidence in bits"""
  weight: Float!
  """一方 / One side"""
  a: RecordSide
  """另一方 / The other side"""
  b: RecordSide
  """证据明细 / The evidence, step by step"""
  explanation: PairExplanation
  """评判；未评判时为 null / The verdict; null until somebody judged it"""
  verdict: SampleVerdict
  """评判人 / By"""
  judgedBy: String
  """评判时间 / When"""
  judgedAt: DateTime
}
${pageSdl('ClericalSample', '抽查样本', 'sampled pairs')}

"""对抽查对的评判 / Verdict on a sampled pair"""
enum SampleVerdict {
  """对：同一主体 / Right: one entity"""
  RIGHT
  """错：不同主体 / Wrong: two entities"""
  WRONG
  """看不出 / Cannot tell"""
  CANNOT_TELL
}
`;
