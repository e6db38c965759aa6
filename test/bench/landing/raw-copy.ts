import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { feedOf } from '../../../connectors/simulated/district/feed-forms.ts';
import type { DatabaseAddress } from '../../../schema/store/database.ts';
import { householdRegister } from './household-feed.ts';

/** The limit: what the same PostgreSQL takes by COPY with nobody reading, checking or hashing anything. */
export interface RawCopy {
  /** The UTF-8 feed into a table of as many text columns, without an index. */
  copyText(file: string): Promise<void>;
  /** Rows of landed_row into a table with its columns and primary key. */
  copyLanded(file: string): Promise<void>;
  /** Saves what landed_row holds in the form that `copyLanded` reads. */
  saveLanded(file: string): Promise<void>;
  /** Empties the raw tables and what landing wrote, and writes a checkpoint, so that each measurement begins alike. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openRawCopy(connection: DatabaseAddress['connection']): Promise<RawCopy> {
  const client = new Client(typeof connection === 'string' ? { connectionString: connection } : connection);
  await client.connect();
  const columns = feedOf(householdRegister).columns.map((column) => `"${column}" text`);
  await client.query(`create table raw_text (${columns.join(', ')})`);
  await client.query('create table raw_landed (like landed_row including all)');
  const load = async (statement: string, file: string): Promise<void> => {
    await pipeline(createReadStream(file), client.query(copyFrom(statement)));
  };
  return {
    copyText: (file) => load('copy raw_text from stdin with (format csv, header)', file),
    copyLanded: (file) => load('copy raw_landed from stdin', file),
    saveLanded: (file) => pipeline(client.query(copyTo('copy landed_row to stdout')), createWriteStream(file)),
    clear: async () => {
      await client.query('truncate raw_text, raw_landed, landed_row, reject, batch_page, batch');
      await client.query('checkpoint');
    },
    close: () => client.end(),
  };
}
