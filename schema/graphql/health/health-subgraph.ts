import type { GraphQLResolveInfo } from 'graphql';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { accessDirective } from '../kernel/element-fields.ts';
import { lookupPaths } from '../kernel/lookup-loaders.ts';
import { resolveLookup } from '../kernel/resolve-lookup.ts';
import type { Subgraph } from '../subgraph.ts';

/** What the health department answers live: the hub holds none of it. */
export const healthSubgraph = (grades: GradeTable): Subgraph => ({
  name: 'health',
  typeDefs: `
    extend type HealthResident {
      """健康问题（实时查询，本节点不存） / Health conditions, looked up live and not stored here"""
      conditions: [HealthCondition!] ${accessDirective(lookupPaths.conditions, grades)}
      """预防接种（实时查询，本节点不存） / Immunizations, looked up live and not stored here"""
      immunizations: [Immunization!] ${accessDirective(lookupPaths.immunizations, grades)}
    }

    extend type EmergencyPerson {
      """健康问题；来源不可达时为 null / Health conditions; null when the source is not reached in time"""
      conditions: [HealthCondition!] ${accessDirective(lookupPaths.conditions, grades)}
    }

    """健康问题 / A health condition"""
    type HealthCondition {
      """代码 / Code"""
      code: String
      """编码体系 / Code system"""
      system: String
      """名称 / Name"""
      name: String!
      """临床状态（FHIR） / Clinical status as FHIR names it: active, remission, resolved"""
      clinicalStatus: String
      """起始：年、年月或日期，按登记 / Onset as recorded: a year, a month or a day"""
      onsetDate: String
    }

    """预防接种 / An immunization"""
    type Immunization {
      """代码 / Code"""
      code: String
      """疫苗 / Vaccine"""
      vaccine: String!
      """接种日期 / Date"""
      date: Date
      """状态（FHIR） / Status as FHIR names it"""
      status: String!
      """批号 / Lot number"""
      lotNumber: String
    }
  `,
  resolvers: {
    HealthResident: { conditions, immunizations },
    EmergencyPerson: { conditions: urgentConditions },
  },
});

function conditions(resident: GuardedEntity, _args: unknown, context: GraphContext, info: GraphQLResolveInfo) {
  return resolveLookup(context, context.loaders.lookups.conditions, resident, lookupPaths.conditions, info);
}

/** An emergency card is there within 300 ms, with the conditions or without them. */
const urgentMs = 200;

function urgentConditions(resident: GuardedEntity, _args: unknown, context: GraphContext, info: GraphQLResolveInfo) {
  const loader = context.loaders.lookups.conditions;
  return resolveLookup(context, loader, resident, lookupPaths.conditions, info, { withinMs: urgentMs });
}

function immunizations(resident: GuardedEntity, _args: unknown, context: GraphContext, info: GraphQLResolveInfo) {
  return resolveLookup(context, context.loaders.lookups.immunizations, resident, lookupPaths.immunizations, info);
}
