import { workerData } from 'node:worker_threads';
import { type DatabaseAddress, openDatabase } from '../../schema/store/database.ts';
import { serveTasks } from '../resolution/threads/serve-tasks.ts';
import { createRunHandlers } from './run-tasks.ts';

/** The entry of a reconciliation's worker threads; each has a connection of its own. */
const { connection }: Pick<DatabaseAddress, 'connection'> = workerData;
serveTasks(createRunHandlers(openDatabase({ connection, poolSize: 1 })));
