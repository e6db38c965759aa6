import { TestEnvironment } from 'jest-environment-node';
import { listOpenDatabases } from './open-databases.ts';

/** Fails a test file that leaves a test database open: its pool would keep the process, its database the server. */
// biome-ignore lint/style/noDefaultExport: jest takes an environment from the default export.
export default class DatabaseEnvironment extends TestEnvironment {
  override async teardown(): Promise<void> {
    const left = listOpenDatabases(this.global).length;
    await super.teardown();
    if (left > 0)
      throw new Error(`The file left ${left} test database(s) open; call close() in afterEach or afterAll.`);
  }
}
