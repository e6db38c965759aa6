import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FolderLayout } from './folder-layout.ts';

const causes: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/No space left on device/i, 'the disk is full; free some space and start again'],
  [/Read-only file system/i, 'the file system is read-only; name another DATA_DIR'],
  [
    /Permission denied|Operation not permitted/i,
    'the folder or the programs may not be used by this user; mend the permissions or name another DATA_DIR',
  ],
  [
    /could not resize shared memory|could not map anonymous shared memory|could not create shared memory/i,
    'the system gives too little (shared) memory; free some, or enlarge /dev/shm',
  ],
  [/invalid permissions|has group or world access/i, 'the data folder is open to others; run chmod 700 on it'],
  [
    /could not locate a valid checkpoint record|PANIC/i,
    'the database is damaged; restore it from a backup, or name another DATA_DIR and load the feeds again',
  ],
  [
    /error while loading shared libraries|Library not loaded/i,
    'a system library is missing; run npm ci again, or set DATABASE_URL',
  ],
];

/** An error that names the cause and the next step, with the end of what the program said. */
export function explainFailure(program: 'initdb' | 'postgres', output: string, layout: FolderLayout): Error {
  const advice = causes.find(([pattern]) => pattern.test(output))?.[1] ?? 'see the lines below';
  const tail = output.trim().split('\n').slice(-8).join('\n  ');
  return new Error(`embedded PostgreSQL: ${program} failed in ${layout.folder}: ${advice}.\n  ${tail}`);
}

/** The last 8 kB of a file; '' when it is not there. */
export function readTail(file: string): string {
  if (!existsSync(file)) return '';
  const descriptor = openSync(file, 'r');
  try {
    const size = fstatSync(descriptor).size;
    const buffer = Buffer.alloc(Math.min(size, 8192));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}
