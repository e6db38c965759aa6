import type { Agreement, Principal } from '../../model/agreement.ts';
import type { EntityType, Grade } from '../../model/identity.ts';
import { termsOf } from './agreement-terms.ts';
import { coversPlace } from './area-scope.ts';
import type { FieldPath } from './field-path.ts';

export interface AccessRequest {
  readonly subject: { readonly entityType: EntityType; readonly gridCode: string | null };
  /** `grade` null = not declared anywhere: taken as 4. */
  readonly fields: readonly { readonly path: FieldPath; readonly grade: Grade | null }[];
}

/** Why a subject is not found for this caller; never told to the caller, kept in the disclosure chain. */
export type Invisibility = 'NO_AGREEMENT' | 'NOT_YET_VALID' | 'EXPIRED' | 'PURPOSE' | 'TYPE' | 'AREA';

/** allow = as it is; mask = above the grade; deny = outside the agreement's fields. */
export type FieldAccess = 'allow' | 'mask' | 'deny';

export type AccessDecision =
  | { readonly visible: false; readonly reason: Invisibility }
  | { readonly visible: true; readonly fields: ReadonlyMap<FieldPath, FieldAccess> };

/**
 * Who may see what: the one rule that the store applies on every path, for administrators as for everyone.
 * Fails closed: no agreement, no known purpose, no grid, an unreadable date, an undeclared grade all count against the caller.
 */
export function decideAccess(principal: Principal, request: AccessRequest, now: Date): AccessDecision {
  const standing = decideStanding(principal, now);
  if (!standing.valid) return { visible: false, reason: standing.reason };
  const { agreement } = standing;
  const { entityType, gridCode } = request.subject;
  if (!termsOf(agreement).reaches(entityType)) return { visible: false, reason: 'TYPE' };
  if (!coversPlace(termsOf(agreement).scope, gridCode)) return { visible: false, reason: 'AREA' };
  const fields = request.fields.map(({ path, grade }) => {
    const own = path.startsWith(`${entityType}.`);
    return [path, own ? decideFieldUnder(agreement, path, grade) : 'deny'] as const;
  });
  return { visible: true, fields: new Map(fields) };
}

export type Standing =
  | { readonly valid: true; readonly agreement: Agreement }
  | { readonly valid: false; readonly reason: Exclude<Invisibility, 'TYPE' | 'AREA'> };

/** Whether the caller may read anything at all just now, whoever the subject. */
export function decideStanding({ client, agreement, purpose }: Principal, now: Date): Standing {
  if (!agreement || agreement.clientId !== client.id) return { valid: false, reason: 'NO_AGREEMENT' };
  const { fromMs, untilMs } = termsOf(agreement);
  const nowMs = now.getTime();
  // Written so that an unreadable date (NaN) counts against the caller.
  if (!(nowMs >= fromMs)) return { valid: false, reason: 'NOT_YET_VALID' };
  if (!(nowMs < untilMs)) return { valid: false, reason: 'EXPIRED' };
  if (purpose === null || !agreement.purposes.includes(purpose)) return { valid: false, reason: 'PURPOSE' };
  return { valid: true, agreement };
}

/** The decision on a field before any subject is known: for filters, orders and counts. */
export function decideField(principal: Principal, path: FieldPath, grade: Grade | null, now: Date): FieldAccess {
  const standing = decideStanding(principal, now);
  return standing.valid ? decideFieldUnder(standing.agreement, path, grade) : 'deny';
}

/**
 * Whether anything below a path is for the caller. Below `resident`: else not even that somebody exists is told. Below a
 * dataset's part: else not that the dataset holds a record of them, for being in it can say all (an allowance).
 */
export function decideReach(principal: Principal, path: FieldPath, now: Date): boolean {
  const standing = decideStanding(principal, now);
  return standing.valid && termsOf(standing.agreement).reaches(path);
}

function decideFieldUnder(agreement: Agreement, path: FieldPath, grade: Grade | null): FieldAccess {
  if (!termsOf(agreement).covers(path)) return 'deny';
  return agreement.grade >= (grade ?? 4) ? 'allow' : 'mask';
}
