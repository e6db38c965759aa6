import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../context.ts';
import { pathOf, sourceFailure } from '../kernel/resolve-lookup.ts';

/** The hub's own data first; whom it does not hold, public security is asked about. */
export async function verifyIdentity(
  _root: unknown,
  args: { readonly name: string; readonly idNumber: string },
  { reader, services, lookupNotes }: GraphContext,
  info: GraphQLResolveInfo,
): Promise<'MATCH' | 'MISMATCH' | 'UNKNOWN'> {
  const own = await reader.verifyIdentity(args.idNumber, args.name);
  if (own !== 'UNKNOWN' || reader.may('resident.identityVerification') !== 'allow') return own;
  const answer = await services.lookups.publicSecurity.verify([{ name: args.name, idNumber: args.idNumber }]);
  if (!answer.ok) {
    lookupNotes.failed(answer.source, answer.code, answer.retryable, pathOf(info));
    throw sourceFailure(answer.source, answer.code, answer.retryable);
  }
  lookupNotes.answered('public-security', answer.fetchedAt, pathOf(info));
  await reader.noteForeignIdentity(args.idNumber);
  return answer.value[0] ?? 'UNKNOWN';
}
