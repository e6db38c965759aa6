import { genesis } from '../rules/disclosure/chain.ts';
import type { ChainHead, Checkpoint, DisclosureEntry } from '../rules/disclosure/entry.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** Chosen once, arbitrary; every process on one database must use the same. */
const chainLockKey = 727_001_002;

/**
 * Only one transaction at a time may continue the chain; the lock goes with the transaction. The entry must survive a
 * crash of the server whatever the pool's setting, so an asynchronous commit is made synchronous here.
 */
export async function lockChain(trx: Database): Promise<void> {
  await runPrepared(
    trx,
    `select set_config('synchronous_commit',
         case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, true),
       set_config('lock_timeout', '5s', true), pg_advisory_xact_lock(?)`,
    [chainLockKey],
  );
}

/** The newest entry; ask under the lock, in a statement of its own, or it may already be outgrown. */
export async function readHead(db: Database): Promise<ChainHead> {
  const [row] = await runPrepared<{ seq: string; hash: Buffer }>(
    db,
    'select seq, hash from disclosure order by seq desc limit 1',
  );
  return row ? { seq: BigInt(row.seq), hash: row.hash } : genesis;
}

/** Whether the chain still holds that entry with that hash. */
export async function holdsHead(db: Database, head: ChainHead): Promise<boolean> {
  if (head.seq === 0n) return true;
  const rows = await runPrepared(db, 'select 1 from disclosure where seq = ? and hash = ?', [
    head.seq.toString(),
    head.hash,
  ]);
  return rows.length === 1;
}

export async function insertEntries(trx: Database, entries: readonly DisclosureEntry[]): Promise<void> {
  await runPrepared(
    trx,
    `insert into disclosure (seq, at, kind, client_id, client_name, agreement_id, purpose, operation, query_hash,
       subject_type, subject_id, fields, details, previous_hash, hash)
     select e.seq, e.at, e.kind, e.client_id, e.client_name, e.agreement_id, e.purpose, e.operation, e.query_hash,
       e.subject_type, e.subject_id, array(select jsonb_array_elements_text(e.fields)), e.details,
       decode(e.previous_hash, 'hex'), decode(e.hash, 'hex')
     from jsonb_to_recordset(?::jsonb) as e (seq bigint, at timestamptz, kind text, client_id uuid, client_name text,
       agreement_id uuid, purpose text, operation text, query_hash text, subject_type text, subject_id text,
       fields jsonb, details jsonb, previous_hash text, hash text)`,
    [JSON.stringify(entries.map(toRow))],
  );
}

/** A page of the chain in its order, after a position. */
export async function findEntriesAfter(db: Database, seq: bigint, limit: number): Promise<readonly DisclosureEntry[]> {
  const rows = await runPrepared<EntryRow>(
    db,
    `select ${entryColumns} from disclosure where seq > ? order by seq limit ?`,
    [seq.toString(), limit],
  );
  return rows.map(toEntry);
}

/** Who read or was refused this subject, newest first; an absorbed id's entries count as the live entity's. */
export async function readsOf(
  db: Database,
  subjectId: string,
  page: { readonly before: bigint | null; readonly limit: number } = { before: null, limit: 100 },
): Promise<readonly DisclosureEntry[]> {
  const rows = await runPrepared<EntryRow>(
    db,
    `with recursive names (id) as (
       select ?::text
       union
       select entity.id::text from entity join names on entity.absorbed_into::text = names.id
     )
     select ${entryColumns} from disclosure
     where subject_id in (select id from names) and kind in ('read', 'denied') and seq < coalesce(?::bigint, 9223372036854775807)
     order by seq desc limit ?`,
    [subjectId, page.before?.toString() ?? null, page.limit],
  );
  return rows.map(toEntry);
}

export async function insertCheckpoint(db: Database, checkpoint: Checkpoint): Promise<void> {
  await runPrepared(
    db,
    `insert into disclosure_checkpoint (seq, hash, at, public_key, signature) values (?, ?, ?, ?, ?)
     on conflict (seq) do nothing`,
    [checkpoint.seq.toString(), checkpoint.hash, checkpoint.at, checkpoint.publicKey, checkpoint.signature],
  );
}

export async function findCheckpoints(db: Database): Promise<readonly Checkpoint[]> {
  const rows = await runPrepared<{ seq: string; hash: Buffer; at_text: string; public_key: string; signature: Buffer }>(
    db,
    `select seq, hash, ${instant('at')} as at_text, public_key, signature from disclosure_checkpoint order by seq`,
  );
  return rows.map(({ at_text, public_key, seq, hash, signature }) => ({
    seq: BigInt(seq),
    hash,
    at: at_text,
    publicKey: public_key,
    signature,
  }));
}

/** As text: a JavaScript date would drop the microseconds, and with them an edit of the microseconds. */
function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

const entryColumns = `seq, ${instant('at')} as at_text, kind, client_id, client_name, agreement_id, purpose, operation,
  query_hash, subject_type, subject_id, fields, details, previous_hash, hash`;

interface EntryRow {
  readonly seq: string;
  readonly at_text: string;
  readonly kind: string;
  readonly client_id: string | null;
  readonly client_name: string;
  readonly agreement_id: string | null;
  readonly purpose: string | null;
  readonly operation: string;
  readonly query_hash: string | null;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
  readonly fields: readonly string[];
  readonly details: unknown;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

const toEntry = (row: EntryRow): DisclosureEntry => ({
  seq: BigInt(row.seq),
  at: row.at_text,
  kind: row.kind,
  clientId: row.client_id,
  clientName: row.client_name,
  agreementId: row.agreement_id,
  purpose: row.purpose,
  operation: row.operation,
  queryHash: row.query_hash,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  fields: row.fields,
  details: row.details,
  previousHash: row.previous_hash,
  hash: row.hash,
});

const toRow = (entry: DisclosureEntry) => ({
  seq: entry.seq.toString(),
  at: entry.at,
  kind: entry.kind,
  client_id: entry.clientId,
  client_name: entry.clientName,
  agreement_id: entry.agreementId,
  purpose: entry.purpose,
  operation: entry.operation,
  query_hash: entry.queryHash,
  subject_type: entry.subjectType,
  subject_id: entry.subjectId,
  fields: entry.fields,
  details: entry.details,
  previous_hash: entry.previousHash.toString('hex'),
  hash: entry.hash.toString('hex'),
});
