import type { GraphQLResolveInfo } from 'graphql';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { accessDirective } from '../kernel/element-fields.ts';
import { lookupPaths } from '../kernel/lookup-loaders.ts';
import { resolveLookup } from '../kernel/resolve-lookup.ts';
import type { Subgraph } from '../subgraph.ts';

/** What public security answers live. */
export const publicSecuritySubgraph = (grades: GradeTable): Subgraph => ({
  name: 'public-security',
  typeDefs: `
    extend type PublicSecurityResident {
      """公安对本库姓名与证件号码的核验（实时） / Whether public security confirms the name and number held here; live"""
      identityVerification: IdentityVerification ${accessDirective(lookupPaths.identityVerification, grades)}
    }

    """身份核验 / An identity verification"""
    type IdentityVerification {
      """结果 / Outcome"""
      status: IdentityVerdict!
    }
  `,
  resolvers: {
    PublicSecurityResident: {
      identityVerification: async (
        resident: GuardedEntity,
        _args: unknown,
        context: GraphContext,
        info: GraphQLResolveInfo,
      ) => {
        const loader = context.loaders.lookups.identityVerification;
        const status = await resolveLookup(context, loader, resident, lookupPaths.identityVerification, info);
        return status === null ? null : { status };
      },
    },
  },
});
