import type { Clock } from '../../schema/runtime/clock.ts';
import { listAgreements } from '../../schema/store/agreement-store.ts';
import { findClient } from '../../schema/store/client-store.ts';
import type { Database } from '../../schema/store/database.ts';
import type { Actor } from '../../schema/store/disclosure/record-deed.ts';
import type { IssuedToken } from '../../schema/store/token-store.ts';
import { administerAccess } from './administer-access.ts';

/** The person at the machine's own command line: whoever may open the database may also do this, and it is written down. */
export const localOperator: Actor = { clientId: null, name: 'local-operator' };

/** The purpose of the local operator's agreement. */
const administrationPurpose = 'administration';

const hourMs = 3_600_000;
const agreementHours = 24 * 365;

/**
 * A token of the administrator client `local-operator`, under an agreement like anybody's: every area, every field,
 * grade 4, purpose `administration`. Client and agreement are made when there is none in force.
 */
export async function issueOperatorToken(
  db: Database,
  clock: Clock,
  options: { readonly hours: number },
): Promise<IssuedToken & { readonly purpose: string }> {
  const administration = administerAccess(db, clock);
  const nowMs = clock.now().getTime();
  const until = nowMs + options.hours * hourMs;
  const client =
    (await findClient(db, localOperator.name)) ??
    (await administration.createClient(localOperator, {
      name: localOperator.name,
      kind: 'administrator',
      department: null,
    }));
  const inForce = (await listAgreements(db, client.id)).find(
    (agreement) =>
      agreement.revokedAt === null && Date.parse(agreement.validFrom) <= nowMs && Date.parse(agreement.until) >= until,
  );
  const agreement =
    inForce ??
    (await administration.createAgreement(localOperator, {
      clientId: client.id,
      purposes: [administrationPurpose],
      areas: ['*'],
      fields: ['*'],
      grade: 4,
      validFrom: new Date(nowMs).toISOString(),
      until: new Date(Math.max(until, nowMs + agreementHours * hourMs)).toISOString(),
    }));
  const issued = await administration.createToken(localOperator, {
    clientId: client.id,
    agreementId: agreement.id,
    expiresAt: new Date(until),
  });
  return { ...issued, purpose: administrationPurpose };
}
