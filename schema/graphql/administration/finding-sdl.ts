import { pageSdl } from './page-sdl.ts';

export const findingSdl = `
"""发现 / A contradiction between departments or a broken duty"""
type Finding {
  """标识 / Id"""
  id: ID!
  """种类 / Kind"""
  kind: FindingKind!
  """主体类型 / Type of the entities"""
  entityType: EntityType!
  """发现时间 / When it was found"""
  foundAt: DateTime!
  """相关居民 / The residents concerned"""
  residents: [Resident!]
  """相关法人 / The legal entities concerned"""
  legalEntities: [LegalEntity!]
  """相关记录 / The records concerned"""
  records: [FindingRecord!]!
  """相关人工决定；撤销其一，矛盾即解 / The decisions concerned; taking one of them back ends the contradiction"""
  decisions: [Decision!]!
  """细节代码 / Details: element names and codes"""
  details: [FindingDetail!]!
}

"""发现涉及的记录 / A record that a finding is about"""
type FindingRecord {
  """数据集 / Dataset"""
  dataset: String!
  """部门内主键；无权时为 null / Key within the department; null where it may not be read"""
  key: String
}

"""发现的一项细节 / One detail of a finding"""
type FindingDetail {
  """名称 / Name"""
  name: String!
  """值 / Value"""
  value: String!
}

"""发现的种类 / Kind of a finding"""
enum FindingKind {
  """已故者领取救助 / The dead drawing an allowance"""
  DECEASED_DRAWING_ALLOWANCE
  """一号多人 / One number on two people"""
  ID_NUMBER_SHARED
  """一人多号 / Two numbers on one person"""
  ID_NUMBERS_DIFFER
  """性别矛盾 / Sex differs"""
  SEX_CONFLICT
  """出生日期矛盾 / Birth dates differ"""
  BIRTH_DATE_CONFLICT
  """状态矛盾 / Statuses differ"""
  STATUS_CONFLICT
  """同版本不同内容 / Same version, different content"""
  SAME_VERSION_DIFFERENT_CONTENT
  """决定相互矛盾 / Decisions contradict each other"""
  DECISIONS_CONTRADICT
  """人工关联越过防误并规则 / A decided link overrides a guard"""
  DECISION_AGAINST_GUARD
}
${pageSdl('Finding', '发现', 'findings')}
`;
