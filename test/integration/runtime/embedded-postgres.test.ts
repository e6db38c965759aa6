import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { EmbeddedPostgres } from '../../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import { makeOwnServer, type OwnServer } from '../../support/own-server.ts';
import { type RunningScript, runScript } from '../../support/run-script.ts';
import { until } from '../../support/until.ts';

let server: OwnServer;
const scripts: RunningScript[] = [];

beforeEach(() => {
  server = makeOwnServer();
});
afterEach(async () => {
  for (const script of scripts.splice(0)) await script.kill();
  await server.remove();
});

const hold = (): RunningScript => {
  const script = runScript('hold-postgres.ts', [server.folder]);
  scripts.push(script);
  return script;
};

async function query(postgres: Pick<EmbeddedPostgres, 'connection'>, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(postgres.connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what was written is there after a stop and a new start', async () => {
  const first = await server.start();
  expect(first.origin).toBe('started');
  await query(first, 'create table note as select 1 as n');
  await first.stop();
  await expect(query(first, 'select 1')).rejects.toThrow();
  expect(await query(await server.start(), 'select n from note')).toEqual([{ n: 1 }]);
});

test('a commit is durable before it is acknowledged', async () => {
  const postgres = await server.start({ fsync: 'on' });
  const settings = await query(
    postgres,
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  expect(settings.map(({ setting }) => setting)).toEqual(['on', 'on', 'on']);
});

test('the last to stop stops the server', async () => {
  const first = await server.start();
  const second = await server.start();
  expect(second.origin).toBe('attached');
  await first.stop();
  await first.stop();
  expect(await query(second, 'select 1 as n')).toEqual([{ n: 1 }]);
  await second.stop();
  await expect(query(second, 'select 1')).rejects.toThrow();
});

test('of several processes that start at once one starts the server and the others attach', async () => {
  const origins = await Promise.all([hold(), hold(), hold()].map((script) => script.nextLine()));
  expect(origins.sort()).toEqual(['attached', 'attached', 'started']);
});

test('a process that attached keeps the server when the one that started it is killed', async () => {
  const owner = hold();
  expect(await owner.nextLine()).toBe('started');
  const attached = await server.start();
  await owner.kill();
  expect(await query(attached, 'select 1 as n')).toEqual([{ n: 1 }]);
  await attached.stop();
  await expect(query(attached, 'select 1')).rejects.toThrow();
});

test('a server whose process was killed is adopted, with all that was committed', async () => {
  const owner = hold();
  await owner.nextLine();
  const pid = server.pid();
  await query(await server.start().then(stopped), 'create table note as select 1 as n');
  await owner.kill();
  const adopted = await server.start();
  expect(adopted.origin).toBe('adopted');
  expect(server.pid()).toBe(pid);
  expect(await query(adopted, 'select n from note')).toEqual([{ n: 1 }]);
});

test('a killed server is noticed, and the next start recovers all that was committed', async () => {
  let lost = 0;
  const first = await server.start({}, () => {
    lost += 1;
  });
  await query(first, 'create table note as select 1 as n');
  process.kill(server.pid(), 'SIGKILL');
  await until(() => lost === 1);
  const second = await server.start();
  expect(await query(second, 'select n from note')).toEqual([{ n: 1 }]);
});

test('stopping on purpose is no loss', async () => {
  let lost = 0;
  const postgres = await server.start({}, () => {
    lost += 1;
  });
  await postgres.stop();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(lost).toBe(0);
});

test('the server writes no value of a failed statement into its log', async () => {
  const postgres = await server.start();
  await query(postgres, 'create table person (name text primary key, born date)');
  await query(postgres, `insert into person values ('张伟', null)`);
  await expect(query(postgres, `insert into person values ('张伟', null)`)).rejects.toThrow('duplicate');
  await expect(query(postgres, `insert into person values ('李四', '1390000')`)).rejects.toThrow();
  await postgres.stop();
  const log = readFileSync(path.join(server.folder, 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toMatch(/张伟|李四|1390000/);
});

test('no file of a stopped server claims that it is in use', async () => {
  await (await server.start()).stop();
  expect(readdirSync(path.join(server.folder, 'holders'))).toEqual([]);
  expect(readdirSync(server.folder)).not.toContain('lock');
});

/** An attached handle that gives its place back at once: the owner's server stays. */
async function stopped(postgres: EmbeddedPostgres): Promise<EmbeddedPostgres> {
  await postgres.stop();
  return postgres;
}
