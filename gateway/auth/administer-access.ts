import type { Agreement, Client } from '../../schema/model/agreement.ts';
import { invalid, notFound } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import {
  type AgreementDraft,
  insertAgreement,
  listAgreements,
  markAgreementRevoked,
} from '../../schema/store/agreement-store.ts';
import { type ClientDraft, findClient, insertClient, markClientRevoked } from '../../schema/store/client-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { type Actor, recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { type IssuedToken, insertToken, markTokenRevoked, type TokenDraft } from '../../schema/store/token-store.ts';

/** What an administrator does to clients, agreements and tokens; every deed lies in the chain or did not happen. */
export interface AccessAdministration {
  createClient(actor: Actor, draft: ClientDraft): Promise<Client>;
  revokeClient(actor: Actor, id: string): Promise<void>;
  createAgreement(actor: Actor, draft: AgreementDraft): Promise<Agreement>;
  revokeAgreement(actor: Actor, id: string): Promise<void>;
  /** The token is in the answer and nowhere else. */
  createToken(actor: Actor, draft: TokenDraft): Promise<IssuedToken>;
  revokeToken(actor: Actor, id: string): Promise<void>;
}

export function administerAccess(db: Database, clock: Clock): AccessAdministration {
  const revoke =
    (kind: 'client' | 'agreement' | 'token', mark: (db: Database, id: string, now: Date) => Promise<boolean>) =>
    (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        if (!uuidShape.test(id) || !(await mark(trx, id, clock.now()))) {
          throw notFound(
            `${kind.toUpperCase()}_UNKNOWN`,
            `${kind}: no such ${kind} is in force; see \`commongrid ${kind} list\`.`,
          );
        }
        await recordDeed(trx, clock, { actor, operation: `${kind}.revoke`, subject: { type: kind, id }, details: {} });
      });

  return {
    createClient: (actor, draft) =>
      db.transaction(async (trx) => {
        const client = await insertClient(trx, draft, clock.now());
        const details = {
          name: client.name,
          kind: client.kind,
          ...(client.department && { department: client.department }),
        };
        await recordDeed(trx, clock, {
          actor,
          operation: 'client.create',
          subject: { type: 'client', id: client.id },
          details,
        });
        return client;
      }),
    revokeClient: revoke('client', markClientRevoked),

    createAgreement: (actor, draft) =>
      db.transaction(async (trx) => {
        await requireClient(trx, draft.clientId);
        const agreement = await insertAgreement(trx, draft, clock.now());
        await recordDeed(trx, clock, {
          actor,
          operation: 'agreement.create',
          subject: { type: 'agreement', id: agreement.id },
          details: describeAgreement(agreement),
        });
        return agreement;
      }),
    revokeAgreement: revoke('agreement', markAgreementRevoked),

    createToken: (actor, draft) =>
      db.transaction(async (trx) => {
        await requireClient(trx, draft.clientId);
        await requireTokenDraft(trx, draft, clock.now());
        const issued = await insertToken(trx, draft, clock.now());
        await recordDeed(trx, clock, {
          actor,
          operation: 'token.create',
          subject: { type: 'token', id: issued.id },
          details: {
            client: draft.clientId,
            ...(draft.agreementId && { agreement: draft.agreementId }),
            expires: issued.expiresAt.toISOString(),
          },
        });
        return issued;
      }),
    revokeToken: revoke('token', markTokenRevoked),
  };
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function requireClient(db: Database, id: string): Promise<void> {
  const client = await findClient(db, id);
  if (!client || client.id !== id || client.revokedAt !== null) {
    throw notFound('CLIENT_UNKNOWN', 'client: no such client is in force; see `commongrid client list`.');
  }
}

async function requireTokenDraft(db: Database, draft: TokenDraft, now: Date): Promise<void> {
  if (!(draft.expiresAt > now)) throw invalid('TOKEN_INVALID', 'token: it must expire in the future.');
  if (draft.agreementId === null) return;
  const own = await listAgreements(db, draft.clientId);
  if (!own.some(({ id, revokedAt }) => id === draft.agreementId && revokedAt === null)) {
    throw notFound(
      'AGREEMENT_UNKNOWN',
      'agreement: this client has no such agreement in force; see `commongrid agreement list`.',
    );
  }
}

const describeAgreement = (agreement: Agreement) => ({
  client: agreement.clientId,
  purposes: agreement.purposes,
  areas: agreement.areas,
  fields: agreement.fields,
  grade: String(agreement.grade),
  validFrom: agreement.validFrom,
  until: agreement.until,
});
