import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EnvironmentError, readEnvironment, resolveSecret } from '../../../schema/runtime/environment.ts';

const catchFaults = (variables: Record<string, string>): readonly string[] => {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults.map(({ variable }) => variable);
    throw error;
  }
  return [];
};

test('an empty environment starts the hub with its defaults', () => {
  expect(readEnvironment({})).toEqual({
    databaseUrl: null,
    redisUrl: null,
    port: 4000,
    host: '127.0.0.1',
    dataDir: path.resolve('.data'),
    logLevel: 'info',
  });
});

test('a variable that is set to nothing counts as not set', () => {
  expect(readEnvironment({ DATABASE_URL: '', PORT: ' ', LOG_LEVEL: '' })).toEqual(readEnvironment({}));
});

test('what is set is taken', () => {
  const environment = readEnvironment({
    DATABASE_URL: 'postgres://hub:secret@db:5432/hub',
    REDIS_URL: 'rediss://queue:6380/1',
    PORT: '0',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/commongrid',
    LOG_LEVEL: 'warn',
  });
  expect(environment).toEqual({
    databaseUrl: 'postgres://hub:secret@db:5432/hub',
    redisUrl: 'rediss://queue:6380/1',
    port: 0,
    host: '0.0.0.0',
    dataDir: '/var/lib/commongrid',
    logLevel: 'warn',
  });
});

test.each([
  ['DATABASE_URL', 'mysql://db/hub'],
  ['DATABASE_URL', 'db.example'],
  ['REDIS_URL', 'localhost:6379'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '4000x'],
  ['PORT', '4e3'],
  ['HOST', 'http://0.0.0.0'],
  ['LOG_LEVEL', 'verbose'],
])('%s=%s is a fault', (variable, value) => {
  expect(catchFaults({ [variable]: value })).toEqual([variable]);
});

test('every fault is listed at once, and none shows a value', () => {
  const variables = { DATABASE_URL: 'pg://hub:hunter2@db', REDIS_URL: 'hunter2', PORT: 'http', LOG_LEVEL: 'loud' };
  expect(catchFaults(variables)).toEqual(['DATABASE_URL', 'REDIS_URL', 'PORT', 'LOG_LEVEL']);
  expect(() => readEnvironment(variables)).toThrow(/4 faults:\n {2}DATABASE_URL: must be .*\n {2}REDIS_URL: /);
  expect(() => readEnvironment(variables)).not.toThrow(/hunter2/);
});

describe('a secret by reference', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'commongrid-secret-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('env: takes a variable', () => {
    expect(resolveSecret('env:HEALTH_TOKEN', { HEALTH_TOKEN: 'abc' })).toBe('abc');
  });

  test('file: takes a file without the newline at its end', () => {
    const file = path.join(folder, 'token');
    writeFileSync(file, 'abc\n');
    expect(resolveSecret(`file:${file}`)).toBe('abc');
  });

  test.each([
    ['a variable that is not set', 'env:HEALTH_TOKEN', /HEALTH_TOKEN: is not set/],
    ['a file that is not there', 'file:/nonexistent/token', /cannot be read \(ENOENT\)/],
  ])('%s is named', (_, reference, message) => {
    expect(() => resolveSecret(reference, {})).toThrow(message);
  });

  test('an empty file is a fault', () => {
    const file = path.join(folder, 'empty');
    writeFileSync(file, '\n');
    expect(() => resolveSecret(`file:${file}`)).toThrow('is empty');
  });

  test('a secret that was written in place of a reference is not repeated', () => {
    expect(() => resolveSecret('hunter2', {})).toThrow('neither env:NAME nor file:PATH');
    expect(() => resolveSecret('hunter2', {})).not.toThrow(/hunter2/);
  });
});
