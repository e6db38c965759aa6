import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { type HubQueue, openQueue } from '../../../jobs/queue.ts';
import type { Contract, Department } from '../../../schema/model/contract.ts';
import { loadContracts, loadDepartments } from '../../../schema/model/load-contracts.ts';
import { type BelievedTable, createBelievedTable } from '../../../schema/rules/golden/believed-table.ts';
import { type Clock, systemClock } from '../../../schema/runtime/clock.ts';
import type { Environment } from '../../../schema/runtime/environment.ts';
import { readErrorCode } from '../../../schema/runtime/error-code.ts';
import type { Lifecycle } from '../../../schema/runtime/lifecycle.ts';
import type { Log } from '../../../schema/runtime/log.ts';
import { applyContracts } from '../../../schema/store/contract-store.ts';
import { type Database, type DatabaseAddress, openDatabase } from '../../../schema/store/database.ts';
import { readDatabaseIdentity } from '../../../schema/store/database-identity.ts';
import { loadAuditSigner } from '../../../schema/store/disclosure/audit-key.ts';
import { openHeadLog } from '../../../schema/store/disclosure/head-log.ts';
import { createDisclosureWriter, type DisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { UsageError } from '../exit-codes.ts';
import { migrateDatabase } from './migrate-database.ts';
import { serveDatabase } from './serve-database.ts';

/** What every process of the hub has open: the gateway's and the workers' parts are made from it. */
export interface Hub {
  readonly environment: Environment;
  readonly log: Log;
  readonly clock: Clock;
  readonly lifecycle: Lifecycle;
  readonly connection: DatabaseAddress['connection'];
  readonly databaseKind: 'external' | 'embedded';
  readonly db: Database;
  readonly queue: HubQueue;
  readonly contracts: readonly Contract[];
  readonly departments: readonly Department[];
  readonly believed: BelievedTable;
  readonly disclosures: DisclosureWriter;
}

export interface HubOptions {
  readonly clock?: Clock;
}

/** Opens the hub in `lifecycle`: database (migrated), contracts (applied), queue, audit chain. Closing is the lifecycle's. */
export async function openHub(
  environment: Environment,
  log: Log,
  lifecycle: Lifecycle,
  { clock = systemClock }: HubOptions = {},
): Promise<Hub> {
  const contracts = loadContracts();
  await requireFolder(environment.dataDir);
  const { connection, isAlone, kind: databaseKind } = await serveDatabase(environment, lifecycle, log);
  const db = await lifecycle.open(
    'database',
    () => openDatabase({ connection, poolSize: 16 }),
    (opened) => opened.destroy(),
  );
  await migrateDatabase(db);
  await applyContracts(db, contracts, clock.now());
  const signer = await loadAuditSigner(environment.dataDir);
  const headLog = await openHeadLog(db, environment.dataDir);
  const disclosures = await lifecycle.open(
    'disclosure chain',
    () =>
      createDisclosureWriter(db, clock, signer, {
        headLog,
        onCheckpointFailure: (error) => log.error({ err: error }, 'the disclosure chain could not be signed'),
      }),
    (writer) => writer.close(),
  );
  // Hubs of different databases may share one Redis without taking each other's jobs.
  const prefix = `commongrid-${await readDatabaseIdentity(db)}`;
  const queue = await lifecycle.open(
    'queue',
    () => openQueue({ redisUrl: environment.redisUrl, connection, log }, { startEmpty: isAlone, prefix }),
    (opened) => opened.close(),
  );
  return {
    environment,
    log,
    clock,
    lifecycle,
    connection,
    databaseKind,
    db,
    queue,
    contracts,
    departments: loadDepartments(),
    believed: createBelievedTable(contracts),
    disclosures,
  };
}

async function requireFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const reason = readErrorCode(error) ?? 'unknown reason';
    throw new UsageError(`DATA_DIR: cannot use ${folder} (${reason}); name a folder that this user may write`);
  }
}
