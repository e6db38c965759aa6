import type { TestServer } from './test-server.ts';

interface RunningTestServer {
  readonly server: TestServer;
  stop(): Promise<void>;
}

const key = Symbol.for('commongrid.running-test-server');

/** Jest loads setup and teardown apart from each other; only the process is common to them. */
export function keepForTeardown(server: RunningTestServer): void {
  Reflect.set(globalThis, key, server);
}

export function takeForTeardown(): RunningTestServer | null {
  const server = Reflect.get(globalThis, key) as RunningTestServer | undefined;
  Reflect.deleteProperty(globalThis, key);
  return server ?? null;
}
