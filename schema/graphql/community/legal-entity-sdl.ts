import type { GradeTable } from '../../rules/access/grade-table.ts';
import { legalPersonPath } from '../../store/reader/read-legal-persons.ts';
import { connectionSdl } from '../kernel/connection.ts';
import { accessDirective, elementFields } from '../kernel/element-fields.ts';

/** @param parts one field per department, from the contracts. */
export const legalEntitySdl = (grades: GradeTable, parts: string): string => `
"""法人或其他组织 / A legal entity or other organisation"""
type LegalEntity {
  """稳定标识；合并后旧标识仍然有效 / Stable id; an id that was merged away still finds the entity"""
  id: ID!
  """查询所用的旧标识 / The merged id that was asked for, where it was one"""
  aliasOf: ID
  """归并结果最近变更时间 / When the shared record last changed"""
  updatedAt: DateTime!
${elementFields('legal-entity', grades)}
  """所在网格 / The grid it lies in"""
  grid: Grid ${accessDirective('legal-entity.gridCode', grades)}
  """法定代表人本人；不唯一或不可见时为 null / The resident who is the legal representative; null where not told apart or not visible"""
  legalPerson: Resident ${accessDirective(legalPersonPath, grades)}
  """各字段的来源 / Where each field comes from"""
  provenance("""只看这些字段 / Only these fields""" fields: [String!]): [FieldProvenance!]!
  """各部门的记录 / The departments' records that are this entity"""
  records: [LinkedRecord!]
${parts}
}

${connectionSdl('LegalEntity', '法人', 'legal entities')}

"""法人筛选；各条件同时成立 / Which legal entities; all conditions hold together"""
input LegalEntityFilter {
  """区划或网格编码，任意层级 / An area code at any level"""
  areaCode: String
  """统一社会信用代码 / Unified social credit code"""
  creditCode: String
  """名称开头 / Beginning of the name"""
  namePrefix: String
  """联系电话 / Telephone"""
  phone: String
  """法定代表人证件号码 / Document number of the legal representative"""
  legalRepresentativeDocument: String
  """行业类别，如“旅馆业” / Industry category as registered, 旅馆业 (hotels) for instance"""
  industryCategory: String
  """医疗机构类别 / Medical institution category"""
  institutionCategory: InstitutionCategory
}

"""法人排序 / Order of legal entities"""
input LegalEntityOrder {
  """按 / By"""
  by: LegalEntityOrderField! = ID
  """方向 / Direction"""
  direction: OrderDirection! = ASCENDING
}

"""法人排序字段 / What legal entities are ordered by"""
enum LegalEntityOrderField {
  """标识（最快） / Id, the fastest"""
  ID
  """名称 / Name"""
  NAME
  """网格编码 / Grid code"""
  GRID_CODE
}
`;
