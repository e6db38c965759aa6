import { setInterval as every } from 'node:timers';
import { openQueue } from '../../../jobs/queue.ts';
import { continueRuns, startReconcileWorker } from '../../../jobs/reconcile.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { createBelievedTable } from '../../../schema/rules/golden/believed-table.ts';
import { systemClock } from '../../../schema/runtime/clock.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import { openDatabase } from '../../../schema/store/database.ts';
import type { ReconcileWorkerOptions } from './worker-process.ts';

/** A process that works on reconciliations and nothing else, until it is killed or told to stop. */
const options: ReconcileWorkerOptions = JSON.parse(process.argv[2] ?? '{}');
const { connection, redisUrl, recordsPerPart, lockMs } = options;
const db = openDatabase({ connection, poolSize: 6 });
const queue = await openQueue(
  { redisUrl, connection, log: createLog('warn') },
  { lockMs, ...(redisUrl === null ? {} : { prefix: options.prefix }) },
);
const believed = createBelievedTable(loadContracts());
const settings = { db, clock: systemClock, connection, believed, recordsPerPart };
await startReconcileWorker(queue, settings);
// What the sweep of a whole hub does: look for parts whose job was lost.
const rescue = every(() => continueRuns(queue, settings).catch(() => undefined), 500);
process.on('message', async () => {
  clearInterval(rescue);
  await queue.close();
  await db.destroy();
  process.exit(0);
});
process.send?.('ready');
