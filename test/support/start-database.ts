import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrationSource } from '../../migrations/registry.ts';
import {
  startEmbeddedPostgres,
  stopAbandonedPostgres,
} from '../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../schema/store/database.ts';
import { keepForTeardown } from './running-test-server.ts';
import { addressOf, findTestServer, publishTestServer, type TestServer } from './test-server.ts';

const folderPrefix = 'commongrid-test-';

/**
 * One PostgreSQL for the whole run, shared by every project that asks for it, with one migrated template. An embedded
 * one in a temporary folder, or the server of DATABASE_URL, whose own database is left alone.
 */
export default async function startDatabase(): Promise<void> {
  if (findTestServer() !== null) return;
  const url = process.env.DATABASE_URL;
  const { server, stop } = url ? useGiven(url) : await startOwn();
  try {
    await makeTemplate(server);
  } catch (error) {
    await stop();
    throw error;
  }
  publishTestServer(server);
  keepForTeardown({ server, stop });
}

interface Started {
  readonly server: TestServer;
  stop(): Promise<void>;
}

function useGiven(url: string): Started {
  const maintenanceDatabase = new URL(url).pathname.slice(1) || 'postgres';
  return { server: { connection: url, maintenanceDatabase, ...namesOfThisRun() }, stop: async () => undefined };
}

async function startOwn(): Promise<Started> {
  await removeAbandoned();
  const folder = mkdtempSync(path.join(os.tmpdir(), folderPrefix));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const postgres = await startEmbeddedPostgres(folder, { settings });
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server: { connection: postgres.connection, maintenanceDatabase: 'postgres', ...namesOfThisRun() }, stop };
}

function namesOfThisRun(): Pick<TestServer, 'prefix' | 'template'> {
  const prefix = `commongrid_test_${randomBytes(4).toString('hex')}`;
  return { prefix, template: `${prefix}_template` };
}

async function makeTemplate(server: TestServer): Promise<void> {
  const maintenance = openDatabase({ connection: addressOf(server, server.maintenanceDatabase), poolSize: 1 });
  try {
    await maintenance.raw('create database ??', [server.template]);
    const template = openDatabase({ connection: addressOf(server, server.template), poolSize: 1 });
    try {
      await template.migrate.latest({ migrationSource });
    } finally {
      await template.destroy();
    }
    // Nobody may connect any more: a database that is in use cannot be cloned.
    await maintenance.raw('alter database ?? with allow_connections false', [server.template]);
  } finally {
    await maintenance.destroy();
  }
}

/** Servers of runs that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(os.tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue;
    const folder = path.join(os.tmpdir(), name);
    try {
      // Absent is left alone: it may be a run between making its folder and starting its server.
      if ((await stopAbandonedPostgres(folder, 1_000)) === 'stopped') rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is just starting or removing it.
    }
  }
}
