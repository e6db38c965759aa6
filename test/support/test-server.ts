import type { DatabaseAddress } from '../../schema/store/database.ts';

/** What globalSetup hands to the test processes: the server, as whom to reach it, and this run's database names. */
export interface TestServer {
  readonly connection: DatabaseAddress['connection'];
  /** A database that may be connected to while others are made and dropped. */
  readonly maintenanceDatabase: string;
  readonly template: string;
  /** Every database of this run begins so. */
  readonly prefix: string;
}

const variable = 'COMMONGRID_TEST_SERVER';

/** Jest's workers are forked after globalSetup and inherit its environment. */
export function publishTestServer(server: TestServer): void {
  process.env[variable] = JSON.stringify(server);
}

export function findTestServer(): TestServer | null {
  const text = process.env[variable];
  return text === undefined ? null : (JSON.parse(text) as TestServer);
}

export function withdrawTestServer(): void {
  delete process.env[variable];
}

/** The same server, another database. */
export function addressOf(server: Pick<TestServer, 'connection'>, database: string): DatabaseAddress['connection'] {
  if (typeof server.connection !== 'string') return { ...server.connection, database };
  const url = new URL(server.connection);
  url.pathname = `/${database}`;
  return url.toString();
}
