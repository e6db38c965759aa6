import type { GradeTable } from '../../rules/access/grade-table.ts';
import { connectionSdl } from '../kernel/connection.ts';
import { accessDirective, elementFields } from '../kernel/element-fields.ts';

/** @param parts one field per department, from the contracts. */
export const residentSdl = (grades: GradeTable, parts: string): string => `
"""
居民 / A resident

多个部门的记录归并而成的一个人。无权字段为 null 并附 FORBIDDEN 错误；超出授权级别的字段脱敏，其路径列在 extensions.masked。
/ One person, put together from the records of several departments. A field outside the agreement is null with a
FORBIDDEN error at its path; above the agreement's grade it is masked and named in extensions.masked.
"""
type Resident {
  """稳定标识；合并后旧标识仍然有效 / Stable id; an id that was merged away still finds the resident"""
  id: ID!
  """查询所用的旧标识 / The merged id that was asked for, where it was one"""
  aliasOf: ID
  """归并结果最近变更时间 / When the shared record last changed"""
  updatedAt: DateTime!
${elementFields('resident', grades)}
  """年龄（周岁） / Age in completed years today"""
  age: Int ${accessDirective('resident.birthDate', grades)}
  """所在户 / The household"""
  household: Household ${accessDirective('resident.household', grades)}
  """所在网格 / The grid of residence"""
  grid: Grid ${accessDirective('resident.gridCode', grades)}
  """各字段的来源 / Where each field comes from"""
  provenance("""只看这些字段 / Only these fields""" fields: [String!]): [FieldProvenance!]!
  """各部门的记录 / The departments' records that are this resident"""
  records: [LinkedRecord!]
${parts}
}

${connectionSdl('Resident', '居民', 'residents')}

"""居民筛选；各条件同时成立 / Which residents; all conditions hold together"""
input ResidentFilter {
  """区划或网格编码，任意层级 / An area code at any level"""
  areaCode: String
  """年龄不小于 / At least this old"""
  minAge: Int
  """年龄不大于 / At most this old"""
  maxAge: Int
  """出生不早于 / Born on or after"""
  bornFrom: Date
  """出生早于 / Born before"""
  bornBefore: Date
  """性别 / Sex"""
  sex: Sex
  """居住状况 / Living situation"""
  livingSituation: LivingSituation
  """生存状态 / Life status"""
  lifeStatus: LifeStatus
  """所在户 / Household"""
  household: ID
  """联系电话，任意写法 / Telephone, written in any way"""
  phone: String
  """证件号码 / Document number"""
  documentNumber: String
  """姓名开头 / Beginning of the name"""
  namePrefix: String
  """现住地址包含 / The actual address contains"""
  addressContains: String
}

"""居民排序 / Order of residents"""
input ResidentOrder {
  """按 / By"""
  by: ResidentOrderField! = ID
  """方向 / Direction"""
  direction: OrderDirection! = ASCENDING
}

"""居民排序字段 / What residents are ordered by"""
enum ResidentOrderField {
  """标识（最快） / Id, the fastest"""
  ID
  """姓名 / Name"""
  NAME
  """网格编码 / Grid code"""
  GRID_CODE
  """出生日期 / Date of birth"""
  BIRTH_DATE
}

"""方向 / Direction"""
enum OrderDirection {
  """升序 / Ascending"""
  ASCENDING
  """降序 / Descending"""
  DESCENDING
}

"""字段来源 / Where a field comes from"""
type FieldProvenance {
  """字段 / Field"""
  field: String!
  """数据集；协议不涉及该数据集时为 null / Dataset; null where the agreement reaches nothing of it"""
  dataset: String
  """部门内主键；无权时为 null / Key within the department; null where it may not be read"""
  key: String
  """版本时间 / Version"""
  version: DateTime!
}

"""部门记录 / A department's record"""
type LinkedRecord {
  """数据集 / Dataset"""
  dataset: String!
  """部门内主键 / Key within the department"""
  key: String
  """版本时间 / Version"""
  version: DateTime!
  """收到时间 / When it was received"""
  receivedAt: DateTime!
}

"""户 / A household: one household number, else one dwelling"""
type Household {
  """标识，含户号或住处；无权读取该字段时为 null / Id, of the household number or the dwelling; null where that field may not be read"""
  id: ID
  """依据 / What makes it one"""
  basis: HouseholdBasis!
  """成员 / Present members whom the client may see"""
  members: [HouseholdMember!]!
  """可见成员数 / How many members the client may see"""
  size: Int!
}

"""成户依据 / What makes a household one"""
enum HouseholdBasis {
  """户号 / The register's household number"""
  HOUSEHOLD_NUMBER
  """同一住处 / The same dwelling"""
  DWELLING
}

"""户成员 / A member of a household"""
type HouseholdMember {
  """居民 / The resident"""
  resident: Resident!
  """自 / Since"""
  since: DateTime!
}
`;
