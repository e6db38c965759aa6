import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChainHead } from '../../rules/disclosure/entry.ts';
import type { Database } from '../database.ts';
import { readDatabaseIdentity } from '../database-identity.ts';
import { hasCode } from './has-code.ts';

/**
 * The newest heads of the chain in a small file outside the database, `<DATA_DIR>/audit-head-<database>.log`, one
 * `seq hash` per line: somebody who can rewrite the database but not this file cannot cut what it names.
 *
 * Not synced to disk, as the answer need not wait for it: after a power cut the file may lack its last lines, which
 * makes it say less, never something wrong. Kept under 64 kB, for the last head vouches for all before it.
 */
export interface HeadLog {
  /** The newest head that an earlier process left; the chain must still hold it. */
  readonly left: ChainHead | null;
  /** Returns at once; `settled` tells when it is written. */
  record(head: ChainHead): void;
  /** Resolves when everything recorded so far is in the file; throws when the last attempt failed. */
  settled(): Promise<void>;
}

const maxBytes = 64 * 1024;

/** Opens the log of that database, so that one data folder used with two databases takes neither for a cut of the other. */
export async function openHeadLog(db: Database, dataDir: string): Promise<HeadLog> {
  const file = await headLogFile(db, dataDir);
  const left = (await readHeads(file)).at(-1) ?? null;
  let waiting: ChainHead | null = null;
  let writing: Promise<void> | null = null;
  let failure: unknown = null;
  // The first line begins the file anew, which also drops a torn line.
  let bytes = maxBytes;

  const write = async (): Promise<void> => {
    await mkdir(dataDir, { recursive: true });
    while (waiting) {
      const line = toLine(waiting);
      waiting = null;
      bytes += line.length;
      if (bytes <= maxBytes) await appendFile(file, line, { mode: 0o600 });
      else {
        await writeFile(`${file}.new`, line, { mode: 0o600 });
        await rename(`${file}.new`, file);
        bytes = line.length;
      }
    }
  };
  const start = (): void => {
    writing ??= write()
      .then(() => {
        failure = null;
      })
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        writing = null;
        if (waiting && failure === null) start();
      });
  };

  return {
    left,
    record(head) {
      waiting = head;
      start();
    },
    async settled() {
      while (writing) await writing;
      if (failure !== null) throw failure;
    },
  };
}

/** The heads that the file names; a torn last line is left out, a missing file names none. */
export async function readHeadLog(db: Database, dataDir: string): Promise<readonly ChainHead[]> {
  return readHeads(await headLogFile(db, dataDir));
}

async function readHeads(file: string): Promise<readonly ChainHead[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
  return [...text.matchAll(/^(\d{1,19}) ([0-9a-f]{64})\n/gm)].map(([, seq, hash]) => ({
    seq: BigInt(seq ?? ''),
    hash: Buffer.from(hash ?? '', 'hex'),
  }));
}

const headLogFile = async (db: Database, dataDir: string): Promise<string> =>
  path.join(dataDir, `audit-head-${await readDatabaseIdentity(db)}.log`);

const toLine = ({ seq, hash }: ChainHead): string => `${seq} ${hash.toString('hex')}\n`;
