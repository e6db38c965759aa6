import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ServerSettings } from '../../schema/runtime/embedded-postgres/server-settings.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  stopAbandonedPostgres,
} from '../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';

/** An embedded server for one test file, which may be starved, killed and started again. */
export interface OwnServer {
  readonly folder: string;
  start(settings?: ServerSettings, onLost?: () => void): Promise<EmbeddedPostgres>;
  /** The server's process number. */
  pid(): number;
  /** Stops whatever runs and removes the folder. */
  remove(): Promise<void>;
}

export function makeOwnServer(): OwnServer {
  // The same prefix as the shared server's, so that a killed run's is found and stopped by the next.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'commongrid-test-'));
  const started: EmbeddedPostgres[] = [];
  return {
    folder,
    start: async (settings = {}, onLost = () => undefined) => {
      const postgres = await startEmbeddedPostgres(folder, { settings: { fsync: 'off', ...settings }, onLost });
      started.push(postgres);
      return postgres;
    },
    pid: () => Number(readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
    remove: async () => {
      for (const postgres of started) await postgres.stop();
      await stopAbandonedPostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
