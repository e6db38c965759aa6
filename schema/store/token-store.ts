import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Agreement, Client, ClientKind } from '../model/agreement.ts';
import type { Grade } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

export interface TokenDraft {
  readonly clientId: string;
  /** Null for a client that reads nothing, such as a department that only pushes. */
  readonly agreementId: string | null;
  readonly expiresAt: Date;
}

export interface IssuedToken {
  readonly id: string;
  /** `cg_` and 256 random bits. Shown this once: the hub keeps only its SHA-256. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface StoredToken {
  readonly id: string;
  /** The first characters, to tell tokens apart. */
  readonly hint: string;
  readonly clientId: string;
  readonly agreementId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** What a live token stands for. */
export interface TokenHolder {
  readonly tokenHash: Buffer;
  readonly client: Client;
  /** Null also when the agreement was revoked or belongs to another client. */
  readonly agreement: Agreement | null;
  readonly expiresAt: Date;
}

const tokenShape = /^cg_[A-Za-z0-9_-]{43}$/;

/** SHA-256 of a token; null when the text is no token of ours, so that no statement is spent on it. */
export function hashToken(token: string): Buffer | null {
  return tokenShape.test(token) ? createHash('sha256').update(token).digest() : null;
}

export async function insertToken(db: Database, draft: TokenDraft, now: Date): Promise<IssuedToken> {
  const token = `cg_${randomBytes(32).toString('base64url')}`;
  const id = randomUUID();
  await runSql(
    db,
    `insert into token (id, hash, hint, client_id, agreement_id, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)`,
    [id, hashToken(token), token.slice(0, 7), draft.clientId, draft.agreementId, now, draft.expiresAt],
  );
  return { id, token, expiresAt: draft.expiresAt };
}

/** Of one client or of all, the newest first. */
export function listTokens(db: Database, clientId: string | null = null): Promise<readonly StoredToken[]> {
  return runSql<StoredToken>(
    db,
    `select id, hint, client_id as "clientId", agreement_id as "agreementId", created_at as "createdAt",
       expires_at as "expiresAt", revoked_at as "revokedAt"
     from token where client_id = coalesce(?::uuid, client_id) order by created_at desc, id`,
    [clientId],
  );
}

/** False = was revoked before, or is unknown. */
export async function markTokenRevoked(db: Database, id: string, now: Date): Promise<boolean> {
  const rows = await runSql(db, 'update token set revoked_at = ? where id = ? and revoked_at is null returning id', [
    now,
    id,
  ]);
  return rows.length === 1;
}

/** Whose token it is, if neither it nor its client was revoked; whether it has expired is for the caller to decide. */
export async function findTokenHolder(db: Database, hash: Buffer): Promise<TokenHolder | null> {
  const [row] = await runSql<HolderRow>(
    db,
    `select token.hash, token.expires_at, client.id as client_id, client.name, client.kind, client.department,
       agreement.id as agreement_id, agreement.purposes, agreement.areas, agreement.fields, agreement.grade,
       agreement.valid_from, agreement.until
     from token
     join client on client.id = token.client_id and client.revoked_at is null
     left join agreement on agreement.id = token.agreement_id and agreement.client_id = client.id
       and agreement.revoked_at is null
     where token.hash = ? and token.revoked_at is null`,
    [hash],
  );
  return row ? toHolder(row) : null;
}

interface HolderRow {
  readonly hash: Buffer;
  readonly expires_at: Date;
  readonly client_id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly department: string | null;
  readonly agreement_id: string | null;
  readonly purposes: readonly string[] | null;
  readonly areas: readonly string[] | null;
  readonly fields: readonly string[] | null;
  readonly grade: Grade | null;
  readonly valid_from: Date | null;
  readonly until: Date | null;
}

function toHolder(row: HolderRow): TokenHolder {
  const { agreement_id: id, purposes, areas, fields, grade, valid_from: validFrom, until } = row;
  const agreement: Agreement | null =
    id && purposes && areas && fields && grade && validFrom && until
      ? {
          id,
          clientId: row.client_id,
          purposes,
          areas,
          fields,
          grade,
          validFrom: validFrom.toISOString(),
          until: until.toISOString(),
        }
      : null;
  return {
    tokenHash: row.hash,
    client: { id: row.client_id, name: row.name, kind: row.kind, department: row.department },
    agreement,
    expiresAt: row.expires_at,
  };
}
