import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChainHead } from '../../rules/disclosure/entry.ts';

/**
 * The newest heads of the chain in a small file outside the database, `<DATA_DIR>/audit-head.log`, one
 * `seq hash` per line: somebody who can rewrite the database but not this file cannot cut what it names.
 *
 * Not synced to disk, as the answer need not wait for it: after a power cut the file may lack its last lines, which
 * makes it say less, never something wrong. Kept under 64 kB, for the last head vouches for all before it.
 */
export interface HeadLog {
  /** Returns at once; `settled` tells when it is written. */
  record(head: ChainHead): void;
  /** Resolves when everything recorded so far is in the file; throws the first failure to write. */
  settled(): Promise<void>;
}

const maxBytes = 64 * 1024;

export function openHeadLog(dataDir: string): HeadLog {
  const file = headLogFile(dataDir);
  let waiting: ChainHead | null = null;
  let writing: Promise<void> | null = null;
  let failure: unknown = null;
  let bytes = 0;

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
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        writing = null;
        if (waiting && failure === null) start();
      });
  };

  return {
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
export async function readHeadLog(dataDir: string): Promise<readonly ChainHead[]> {
  let text: string;
  try {
    text = await readFile(headLogFile(dataDir), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return [...text.matchAll(/^(\d{1,19}) ([0-9a-f]{64})\n/gm)].map(([, seq, hash]) => ({
    seq: BigInt(seq ?? ''),
    hash: Buffer.from(hash ?? '', 'hex'),
  }));
}

const headLogFile = (dataDir: string): string => path.join(dataDir, 'audit-head.log');

const toLine = ({ seq, hash }: ChainHead): string => `${seq} ${hash.toString('hex')}\n`;
