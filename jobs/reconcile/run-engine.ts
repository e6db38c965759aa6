import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../schema/runtime/package-root.ts';
import type { Database, DatabaseAddress } from '../../schema/store/database.ts';
import { createInlinePool, type TaskPool } from '../resolution/threads/task-pool.ts';
import { openThreadPool } from '../resolution/threads/thread-pool.ts';
import { createRunHandlers, type RunTasks } from './run-tasks.ts';

export type RunPool = TaskPool<RunTasks>;

/** Under this many records threads cost more than they save: two take 0.4 s to start and each compiles the rules anew. */
const leastRecordsForThreads = 20_000;
const mostThreads = 16;

/**
 * The threads of this process for one run, or the process itself for a small one. Threads are always those of the
 * build: what runs from source finds them in dist.
 */
export function openRunPool(db: Database, connection: DatabaseAddress['connection'], records: number): RunPool {
  return records < leastRecordsForThreads ? createInlinePool(createRunHandlers(db)) : openRunThreads(connection);
}

/**
 * Threads that read and prepare records, opened at the first large run and kept: each holds a connection, and a process
 * that reconciles once will again. A run of few parts is read by the process itself.
 */
export function openReaders(db: Database, connection: DatabaseAddress['connection']): (parts: number) => RunPool {
  const inline = createInlinePool(createRunHandlers(db));
  let threads: RunPool | null = null;
  return (parts) => {
    if (parts <= mostPartsInline) return inline;
    threads ??= openRunThreads(connection);
    return threads;
  };
}

const mostPartsInline = 2;

function openRunThreads(connection: DatabaseAddress['connection']): RunPool {
  const entry = pathToFileURL(path.join(packageRoot(), 'dist', 'jobs', 'reconcile', 'run-thread.js'));
  const size = Math.min(mostThreads, availableParallelism());
  return openThreadPool(entry, size, { data: { connection }, isBackground: true });
}
