import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createHubClient } from '../../gateway/cli/hub-client.ts';
import { runSql } from '../../schema/store/run-sql.ts';
import { type CliResult, expectDone, type RunningHub, runCli, startHub } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';

let folder: DataFolder;
let hub: RunningHub;
let feed: string;

const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { dataDir: folder.path });
const answer = async (...args: readonly string[]) => JSON.parse(await expectDone(run(...args)));
const push = (token: string, dataset: string) => createHubClient(hub.url, token, '').pushFeed(dataset, feed, {});

beforeAll(async () => {
  folder = await makeDataFolder();
  feed = path.join(folder.path, 'feed.csv');
  writeFileSync(
    feed,
    '执业许可证号,机构名称,统一社会信用代码,机构类别,负责人,地址,网格编码,联系电话,状态,更新时间\nYL1,甲医院,,医院,,,,,正常,2026-10-01 08:00:00\n',
  );
  hub = await startHub({ dataDir: folder.path });
}, 60_000);
afterAll(async () => {
  await hub.end('SIGKILL');
  await folder.remove();
});

test('a department made at the command line pushes its own dataset, a foreign one is refused', async () => {
  const client = await answer('client', 'create', 'district-health', '--kind', 'department', '--department', 'health');
  const { token } = await answer('token', 'create', '--client', 'district-health');
  expect(client).toMatchObject({ name: 'district-health', kind: 'department', department: 'health' });
  expect((await push(token, 'health.institution')).status).toBe(202);
  const foreign = await push(token, 'public-security.special-trade');
  expect(foreign).toMatchObject({ status: 403, body: { code: expect.any(String), detail: expect.any(String) } });
  expect((await answer('client', 'list')).map(({ name }: { name: string }) => name)).toContain('district-health');
});

test('a token is shown once and listed by its first characters only', async () => {
  const made = await answer('token', 'create', '--client', 'district-health', '--days', '1');
  const listed = await expectDone(run('token', 'list', '--client', 'district-health'));
  expect(made.token).toMatch(/^cg_.{40,}$/);
  expect(listed).not.toContain(made.token);
  expect(JSON.parse(listed).map(({ id }: { id: string }) => id)).toContain(made.id);
});

test('a revoked token is refused within five seconds', async () => {
  const made = await answer('token', 'create', '--client', 'district-health');
  expect((await push(made.token, 'health.institution')).status).toBe(202);
  expect(await answer('token', 'revoke', made.id)).toEqual({ revoked: made.id });
  const deadline = performance.now() + 5_000;
  let { status } = await push(made.token, 'health.institution');
  while (status === 202 && performance.now() < deadline) ({ status } = await push(made.token, 'health.institution'));
  expect(status).toBe(401);
});

test('a platform reads under an agreement, and no more once it is revoked', async () => {
  await answer('client', 'create', 'care-platform', '--kind', 'platform');
  const terms = ['--purpose', 'elder-care', '--area', '330105', '--field', 'legal-entity.*', '--grade', '2'];
  const agreement = await answer('agreement', 'create', '--client', 'care-platform', ...terms);
  const { token } = await answer('token', 'create', '--client', 'care-platform', '--agreement', agreement.id);
  const ask = (purpose: string) =>
    createHubClient(hub.url, token, purpose).query('{ legalEntities(first: 1) { nodes { name } } }');
  expect(await ask('elder-care')).toMatchObject({ status: 200, body: { data: { legalEntities: { nodes: [] } } } });
  expect((await ask('marketing')).status).toBe(403);
  expect(await answer('agreement', 'list', '--client', 'care-platform')).toMatchObject([{ id: agreement.id }]);
  await answer('agreement', 'revoke', agreement.id);
  await answer('client', 'revoke', (await answer('agreement', 'list', '--client', 'care-platform'))[0].clientId);
});

test('`audit verify` finds the chain sound while the hub runs', async () => {
  const { code, stdout } = await run('audit', 'verify');
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^The chain is sound: \d+ entries/) });
});

test('`audit verify` names the entry that somebody changed in the database, exit code 1', async () => {
  await hub.end('SIGTERM');
  const seq = await folder.withDatabase(async (db) => {
    const [row] = await runSql<{ seq: string }>(
      db,
      `update disclosure set client_name = 'somebody-else'
       where seq = (select min(seq) from disclosure where operation = 'token.create') returning seq`,
    );
    return row?.seq;
  });
  expect(seq).toBeDefined();
  const { code, stdout } = await run('audit', 'verify');
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: expect.stringContaining(`broken at entry ${seq}: it was edited`),
  });
  const report = await run('audit', 'verify', '--json');
  expect(JSON.parse(report.stdout)).toMatchObject({ ok: false, firstBad: { seq, kind: 'edited' } });
});
