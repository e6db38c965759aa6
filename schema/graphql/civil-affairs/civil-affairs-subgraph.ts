import type { GraphQLResolveInfo } from 'graphql';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { accessDirective } from '../kernel/element-fields.ts';
import { lookupPaths } from '../kernel/lookup-loaders.ts';
import { resolveLookup } from '../kernel/resolve-lookup.ts';
import type { Subgraph } from '../subgraph.ts';

/** What civil affairs answers live. */
export const civilAffairsSubgraph = (grades: GradeTable): Subgraph => ({
  name: 'civil-affairs',
  typeDefs: `
    extend type CivilAffairsResident {
      """救助金发放（实时查询，最近一年，新的在前） / Allowance payments of the last year, newest first; looked up live"""
      payments: [AllowancePayment!] ${accessDirective(lookupPaths.payments, grades)}
    }

    """一次救助金发放 / One payment of an allowance"""
    type AllowancePayment {
      """救助证号 / Certificate number"""
      certificateNumber: String!
      """救助类别 / Category"""
      category: String!
      """所属月份，YYYY-MM / Month it is for, YYYY-MM"""
      period: String!
      """金额（元） / Amount in CNY"""
      amount: Decimal!
      """发放日期 / Paid on"""
      paidOn: Date!
    }
  `,
  resolvers: {
    CivilAffairsResident: {
      payments: (resident: GuardedEntity, _args: unknown, context: GraphContext, info: GraphQLResolveInfo) =>
        resolveLookup(context, context.loaders.lookups.payments, resident, lookupPaths.payments, info),
    },
  },
});
