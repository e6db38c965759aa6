import type { GradeTable } from '../../rules/access/grade-table.ts';
import { pageInfoSdl } from '../kernel/connection.ts';
import { accessDirective } from '../kernel/element-fields.ts';

export const querySdl = (grades: GradeTable): string => `
"""查询 / Queries"""
type Query {
  """按标识查居民 / A resident by id"""
  resident("""标识 / Id""" id: ID!): Resident
  """居民列表 / Residents"""
  residents(
    """筛选 / Which"""
    filter: ResidentFilter
    """排序 / In which order"""
    order: ResidentOrder
    """每页条数，最多 100 / Page size, 100 at most"""
    first: Int = 20
    """从此游标之后 / After this cursor"""
    after: String
  ): ResidentConnection
  """同时知道证件号码和姓名者查本人 / The resident who holds the document under that name, for who knows both"""
  residentByIdentity(
    """证件号码 / Document number"""
    document: String!
    """姓名 / Name"""
    name: String!
  ): Resident ${accessDirective('resident.identityVerification', grades)}
  """按标识查户 / A household by id"""
  household("""标识 / Id""" id: ID!): Household
  """按标识或统一社会信用代码查法人 / A legal entity by id or by credit code"""
  legalEntity(
    """标识 / Id"""
    id: ID
    """统一社会信用代码 / Unified social credit code"""
    creditCode: String
  ): LegalEntity
  """法人列表 / Legal entities"""
  legalEntities(
    """筛选 / Which"""
    filter: LegalEntityFilter
    """排序 / In which order"""
    order: LegalEntityOrder
    """每页条数，最多 100 / Page size, 100 at most"""
    first: Int = 20
    """从此游标之后 / After this cursor"""
    after: String
  ): LegalEntityConnection
  """任意层级的区划或网格 / An area of the tree, at any level"""
  grid("""编码 / Code""" code: ID!): Grid
  """核验姓名与证件号码是否一致；不一致时不说明是哪一项 / Whether a name and a number belong together; a mismatch never tells which is wrong"""
  verifyIdentity(
    """姓名 / Name"""
    name: String!
    """证件号码 / Document number"""
    idNumber: String!
  ): IdentityVerdict ${accessDirective('resident.identityVerification', grades)}
  """应急卡：按电话或地址，须注明事件编号 / Emergency card by telephone or by address; names the incident"""
  emergencyCard(
    """电话，任意写法 / Telephone, written in any way"""
    phone: String
    """现住地址的一部分，至少四个字 / Part of the actual address, four characters at least"""
    address: String
    """事件编号，写入审计 / Number of the incident; goes into the audit"""
    incident: String!
  ): EmergencyCard
  """共享数据的有序变更 / Ordered changes of the shared data"""
  changes(
    """从此位置之后；0 为开头 / After this position; 0 is the beginning"""
    after: String = "0"
    """每页条数，最多 100 / Page size, 100 at most"""
    first: Int = 20
  ): ChangeConnection
  """各数据源的新鲜度 / How fresh each source is"""
  sources: [Source!]
  """代码表 / Code tables: what stands behind the enums"""
  codeTables: [CodeTable!]!
}

"""核验结果 / Outcome of an identity verification"""
enum IdentityVerdict {
  """一致 / They belong together"""
  MATCH
  """不一致 / They do not belong together"""
  MISMATCH
  """查无此号 / Nobody with this number is known"""
  UNKNOWN
}

"""应急卡 / Emergency card"""
type EmergencyCard {
  """事件编号 / The incident"""
  incident: String!
  """可能在场的人，最多 20 名 / Who may be there, 20 at most"""
  persons: [EmergencyPerson!]!
}

"""应急卡上的人 / A person on an emergency card"""
type EmergencyPerson {
  """居民 / The resident"""
  resident: Resident!
  """姓名 / Name"""
  name: String ${accessDirective('resident.name', grades)}
  """年龄 / Age"""
  age: Int ${accessDirective('resident.birthDate', grades)}
  """独居 / Lives alone; null where unknown"""
  livesAlone: Boolean ${accessDirective('resident.livingSituation', grades)}
  """能力等级 / Elder ability level"""
  ability: ElderAbility ${accessDirective('resident.elderAbility', grades)}
  """现住地址 / Actual address"""
  address: String ${accessDirective('resident.actualAddress', grades)}
  """联系电话 / Telephone"""
  phone: String ${accessDirective('resident.phone', grades)}
  """紧急联系人 / Emergency contact"""
  emergencyContactName: String ${accessDirective('resident.emergencyContactName', grades)}
  """紧急联系电话 / Emergency contact telephone"""
  emergencyContactPhone: String ${accessDirective('resident.emergencyContactPhone', grades)}
}

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
${pageInfoSdl}
`;
