import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from './database.ts';

/** One cell of a copied row; a Uint8Array goes to bytea, JSON is given as text already. */
export type CopyValue = string | number | boolean | Date | Uint8Array | null;

/** The part of pg's client that a COPY needs. */
interface CopyConnection {
  query(stream: NodeJS.WritableStream): NodeJS.WritableStream;
}

/**
 * Loads rows by COPY on the connection of `trx`, so that they live and die with the transaction. One call is one COPY:
 * give it some thousand rows, not the whole body.
 * @param columns quoted where SQL needs it
 * @returns the rows written
 * @throws the database's error; the transaction is then lost, as after any failed statement
 */
export async function copyRows(
  trx: Database,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  let text = '';
  let count = 0;
  for (const row of rows) {
    text += encodeRow(row);
    count += 1;
  }
  if (count === 0) return 0;
  await copyText(trx, `copy ${table} (${columns.join(', ')}) from stdin`, Buffer.from(text, 'utf8'));
  return count;
}

/** Runs one COPY on the connection of `trx` with UTF-8 text in COPY's own form. */
export async function copyText(trx: Database, statement: string, text: Buffer): Promise<void> {
  const connection: CopyConnection = await trx.client.acquireConnection();
  try {
    await new Promise<void>((resolve, reject) => {
      const stream = connection.query(copyFrom(statement));
      stream.once('error', reject).once('finish', resolve);
      stream.end(text);
    });
  } finally {
    await trx.client.releaseConnection(connection);
  }
}

function encodeRow(row: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    if (index > 0) line += '\t';
    line += encodeCell(row[index] ?? null);
  }
  return `${line}\n`;
}

function encodeCell(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}

const special = /[\\\t\n\r]/;
const specials = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** COPY's text form; most cells have nothing to escape, and testing first costs a third of replacing. */
export function escapeText(value: string): string {
  return special.test(value) ? value.replace(specials, (character) => escapes[character] ?? character) : value;
}
