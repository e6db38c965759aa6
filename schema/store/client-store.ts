import { randomUUID } from 'node:crypto';
import type { Client, ClientKind } from '../model/agreement.ts';
import { conflict, invalid } from '../model/errors.ts';
import type { DepartmentCode } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

export interface ClientDraft {
  readonly name: string;
  readonly kind: ClientKind;
  /** Given for a department, and only then. */
  readonly department: DepartmentCode | null;
}

export interface StoredClient extends Client {
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Throws invalid CLIENT_INVALID, conflict CLIENT_EXISTS. */
export async function insertClient(db: Database, draft: ClientDraft, now: Date): Promise<Client> {
  const { name, kind, department } = draft;
  if (!/^[^\p{Cc}]{1,100}$/u.test(name)) throw invalid('CLIENT_INVALID', 'client: a name has 1 to 100 characters.');
  if ((kind === 'department') !== (department !== null)) {
    throw invalid('CLIENT_INVALID', 'client: a department client names its department, any other client none.');
  }
  const [row] = await runSql<{ id: string }>(
    db,
    `insert into client (id, name, kind, department, created_at) values (?, ?, ?, ?, ?)
     on conflict (name) do nothing returning id`,
    [randomUUID(), name, kind, department, now],
  );
  if (!row) throw conflict('CLIENT_EXISTS', `client: ${name} exists already; choose another name.`);
  return { id: row.id, name, kind, department };
}

/** All clients, the revoked ones too, by name. */
export function listClients(db: Database): Promise<readonly StoredClient[]> {
  return runSql<StoredClient>(db, `select ${columns} from client order by name`);
}

/** By id or by name; null = none. */
export async function findClient(db: Database, idOrName: string): Promise<StoredClient | null> {
  const [row] = await runSql<StoredClient>(
    db,
    `select ${columns} from client where id::text = ? or name = ? order by id::text = ? desc limit 1`,
    [idOrName, idOrName, idOrName],
  );
  return row ?? null;
}

/** Ends every token and agreement with it. False = was revoked before, or is unknown. */
export async function markClientRevoked(db: Database, id: string, now: Date): Promise<boolean> {
  const rows = await runSql(db, 'update client set revoked_at = ? where id = ? and revoked_at is null returning id', [
    now,
    id,
  ]);
  return rows.length === 1;
}

const columns = 'id, name, kind, department, created_at as "createdAt", revoked_at as "revokedAt"';
