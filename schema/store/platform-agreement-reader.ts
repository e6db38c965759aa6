import type { PlatformAgreement } from '../rules/reconciliation/run-preview.ts';
import { listAgreements } from './agreement-store.ts';
import { listClients } from './client-store.ts';
import type { Database } from './database.ts';

/** The agreements in force of everyone but administrators: whom a change of the shared data concerns. */
export async function findPlatformAgreements(db: Database, now: Date): Promise<readonly PlatformAgreement[]> {
  const clients = new Map((await listClients(db)).map((client) => [client.id, client]));
  return (await listAgreements(db)).flatMap((agreement): PlatformAgreement[] => {
    const client = clients.get(agreement.clientId);
    if (!client || client.kind === 'administrator' || client.revokedAt !== null || agreement.revokedAt !== null)
      return [];
    const isInForce = Date.parse(agreement.validFrom) <= now.getTime() && now.getTime() < Date.parse(agreement.until);
    return isInForce ? [{ agreement, client: client.name }] : [];
  });
}
