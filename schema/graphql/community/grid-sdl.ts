import { entityListArgumentsSdl } from '../kernel/connection.ts';

const count = (name: string, zh: string, en: string): string => `  """${zh} / ${en}"""\n  ${name}: Int`;

export const gridSdl = `
"""
网格或上级区划 / A grid, or an area above it

从省到网格的一棵树；每一层都可查居民、法人和统计。/ One tree from the province down to the grid; residents, legal
entities and counts at every level.
"""
type Grid {
  """编码；下级编码以上级编码开头 / Code; the codes inside begin with it"""
  code: ID!
  """层级 / Level"""
  level: GridLevel!
  """名称 / Name"""
  title: String!
  """上级 / The area it lies in"""
  parent: Grid
  """下级 / The areas directly inside"""
  children: [Grid!]
  """居民 / Residents in it"""
  residents(${entityListArgumentsSdl('Resident')}): ResidentConnection
  """法人 / Legal entities in it"""
  legalEntities(${entityListArgumentsSdl('LegalEntity')}): LegalEntityConnection
  """统计；本客户端不能看的区域为 null / Counts; null where no part of the area is for this client"""
  statistics: GridStatistics
}

"""区划层级 / Level of an area"""
enum GridLevel {
  """省 / Province"""
  PROVINCE
  """市 / Prefecture"""
  PREFECTURE
  """区县 / County or district"""
  COUNTY
  """街道、镇 / Street or town"""
  STREET
  """社区 / Community"""
  COMMUNITY
  """网格 / Grid"""
  GRID
}

"""
统计 / Counts over the residents and legal entities of an area

不含已故者；上级等于下级之和加未落格数。无权统计的项为 null。/ The dead are not counted; an area's count is the sum
of its children's and of those not placed in any child. Null where the client may not read what is counted.
"""
type GridStatistics {
  """是否覆盖整个区域 / Whether the client sees the whole area; else the counts are of the part it sees"""
  complete: Boolean!
${[
  count('residents', '居民数', 'Residents'),
  count('males', '男', 'Males'),
  count('females', '女', 'Females'),
  count('aged60AndOver', '60 岁及以上', 'Aged 60 and over'),
  count('aged80AndOver', '80 岁及以上', 'Aged 80 and over'),
  count('under18', '18 岁以下', 'Under 18'),
  count('livingAlone', '独居', 'Living alone'),
  count('receivingAllowance', '领取救助', 'Receiving an allowance'),
  count('deceased', '已故（不计入其他各项）', 'Deceased; in no other count'),
  count('households', '户数', 'Households'),
  count('legalEntities', '法人数', 'Legal entities'),
  count('unplacedResidents', '未落入下级的居民', 'Residents not placed in any child'),
  count('unplacedLegalEntities', '未落入下级的法人', 'Legal entities not placed in any child'),
].join('\n')}
}
`;
