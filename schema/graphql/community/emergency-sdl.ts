import type { GradeTable } from '../../rules/access/grade-table.ts';
import { accessDirective } from '../kernel/element-fields.ts';

export const emergencySdl = (grades: GradeTable): string => `
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
`;
