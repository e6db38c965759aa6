const key = '__commongridOpenDatabases';

/** The test databases of one test file, kept on its global object, where the file's environment can see them. */
export function noteOpened(name: string): void {
  Reflect.set(globalThis, key, [...listOpenDatabases(globalThis), name]);
}

export function noteClosed(name: string): void {
  const left = listOpenDatabases(globalThis).filter((open) => open !== name);
  Reflect.set(globalThis, key, left);
}

/** An array, since the environment lives in another realm than the tests, where a Set would not be an instance of Set. */
export function listOpenDatabases(owner: object): readonly string[] {
  const found: unknown = Reflect.get(owner, key);
  return Array.isArray(found) ? found : [];
}
