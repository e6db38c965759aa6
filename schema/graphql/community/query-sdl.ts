import type { GradeTable } from '../../rules/access/grade-table.ts';
import { entityListArgumentsSdl, pageInfoSdl } from '../kernel/connection.ts';
import { accessDirective } from '../kernel/element-fields.ts';

export const querySdl = (grades: GradeTable): string => `
"""查询 / Queries"""
type Query {
  """按标识查居民 / A resident by id"""
  resident("""标识 / Id""" id: ID!): Resident
  """居民列表 / Residents"""
  residents(${entityListArgumentsSdl('Resident')}): ResidentConnection
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
  legalEntities(${entityListArgumentsSdl('LegalEntity')}): LegalEntityConnection
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

${pageInfoSdl}
`;
