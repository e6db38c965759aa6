import type { Principal } from '../../schema/model/agreement.ts';
import { decideStanding } from '../../schema/rules/access/decide-access.ts';
import { ReadingRefused } from './reading-refused.ts';

/**
 * Tells a caller who can read nothing why, before a query is run: without it every answer would be "not found". The
 * store decides again on every subject. Throws forbidden.
 */
export function requireReading(principal: Principal, now: Date): void {
  const standing = decideStanding(principal, now);
  if (standing.valid) return;
  switch (standing.reason) {
    case 'NO_AGREEMENT':
      throw new ReadingRefused(
        principal,
        'NO_AGREEMENT',
        'access: this token carries no agreement, so it reads nothing; ask an administrator for one.',
      );
    case 'NOT_YET_VALID':
      throw new ReadingRefused(
        principal,
        'AGREEMENT_NOT_YET_VALID',
        'access: the agreement has not begun; ask again when it has.',
      );
    case 'EXPIRED':
      throw new ReadingRefused(
        principal,
        'AGREEMENT_EXPIRED',
        'access: the agreement has ended; ask an administrator to renew it.',
      );
    case 'PURPOSE':
      throw new ReadingRefused(
        principal,
        'PURPOSE_MISSING',
        `access: name your purpose in the header X-Purpose, one of: ${principal.agreement?.purposes.join(', ') ?? ''}.`,
      );
  }
}
