import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Database } from './database.ts';

/** One cell of a copied row; a Uint8Array goes to bytea, JSON is given as text already. */
export type CopyValue = string | number | boolean | Date | Uint8Array | null;

/** The part of pg's client that a COPY needs. */
interface CopyConnection {
  query<Stream>(stream: Stream): Stream;
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

/** The same for text that comes in pieces, of which the connection holds few at a time. Pieces are whole lines. */
export async function copyChunks(
  trx: Database,
  statement: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const connection: CopyConnection = await trx.client.acquireConnection();
  try {
    await pipeline(Readable.from(chunks, { objectMode: true }), connection.query(copyFrom(statement)));
  } finally {
    await trx.client.releaseConnection(connection);
  }
}

/** Reads a query's rows by COPY, line by line: a million of them without a million objects. Cells hold no escapes. */
export async function copyOut(trx: Database, query: string, visit: (cells: readonly string[]) => void): Promise<void> {
  const connection: CopyConnection = await trx.client.acquireConnection();
  try {
    const stream = connection.query(copyTo(`copy (${query}) to stdout`));
    let rest = '';
    for await (const bytes of stream) {
      const lines = `${rest}${bytes}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) visit(line.split('\t'));
    }
  } finally {
    await trx.client.releaseConnection(connection);
  }
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
