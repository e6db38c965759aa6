import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { packageRoot } from '../../schema/runtime/package-root.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';

let folder: DataFolder;
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
  runCli(args, { dataDir: folder.path, env });
/** A file of this name and text in the test's folder. */
const put = (name: string, text: string): string => {
  const file = path.join(folder.path, name);
  writeFileSync(file, text);
  return file;
};

beforeAll(async () => {
  folder = await makeDataFolder();
});
afterAll(() => folder.remove());

/** A stack trace, or the words in which the program admits that it did not foresee something. */
const isTraceless = (text: string) => !/^\s+at .+:\d+|unforeseen|node:internal/m.test(text);

test.each([
  ['a verb that does not exist', 'lod x', /unknown command 'lod'\n\(Did you mean load\?\)\n\(see commongrid --help\)/],
  ['an option that does not exist', 'load --fast x', /unknown option '--fast'/],
  ['a path that is missing', 'load', /missing required argument 'path'/],
  ['a file that is not there', 'load /nowhere.csv', /^commongrid: \/nowhere\.csv: no such file or folder\n$/],
  ['a format that is not offered', 'export links --format xml', /Allowed choices are csv, ndjson/],
  ['a record without its key', 'explain health.patient', /missing required argument 'key'/],
  ['a second record without its key', 'explain a.b k a.b', /the second record lacks its key; name it as a\.b KEY/],
  ['a language that is not offered', 'explain health.patient pt-1 --lang fr', /Allowed choices are zh, en/],
  ['a subject that is not offered', 'export people', /one of: links, residents, legal-entities, rejects, findings/],
  ['a size that is no number', 'demo --once --residents many', /a whole number from 10/],
  [
    'a grade that is none',
    'agreement create --client a --purpose b --area c --field d --grade 5',
    /a grade is 1, 2, 3 or 4/,
  ],
  [
    'a dataset that the hub does not know',
    'load / --dataset health.unknown',
    /no dataset health\.unknown; this hub knows: .*health\.patient/,
  ],
  ['a contract that is not there', 'contract check /nowhere.yaml', /\/nowhere\.yaml: cannot be read; give the path/],
])('%s is told in a line, with exit code 2', async (_, line, told) => {
  const { code, stdout, stderr } = await run(line.split(' '));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(told);
  expect(isTraceless(stderr)).toBe(true);
});

test.each([
  ['a truth that is not there', ['evaluate', '--truth', '/nowhere.csv'], /\/nowhere\.csv: cannot be read \(ENOENT/],
  [
    'an export to a folder that is not there',
    ['export', 'links', '--out', '/nowhere/links.csv'],
    /--out \/nowhere\/links\.csv: cannot be written \(ENOENT\)/,
  ],
  [
    'an explanation of a dataset that the hub does not know',
    ['explain', 'health.unknown', 'pt-1'],
    /no dataset health\.unknown; this hub explains: .*health\.patient/,
  ],
  [
    'an explanation of a record that is not there',
    ['explain', 'health.patient', 'pt-1'],
    /no record pt-1 in health\.patient; `commongrid export links` lists the keys/,
  ],
  [
    'a token for a client that is not there',
    ['token', 'create', '--client', 'nobody'],
    /no client nobody; see `commongrid client list`/,
  ],
])('%s is told in a line, with exit code 2', async (_, args, told) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(told);
  expect(isTraceless(stderr)).toBe(true);
});

test('a truth without the right columns names the columns that are wanted', async () => {
  const { code, stderr } = await run(['evaluate', '--truth', put('truth.csv', 'a,b\n1,2\n')]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/lacks a column of dataset,key,truth\n$/),
  });
});

test('files that are no feed are named, and what would be one is listed', async () => {
  const { code, stderr } = await run(['load', put('people.csv', 'a\n1\n')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/skipped .*people\.csv: its name is no dataset of this hub/);
  expect(stderr).toMatch(/nothing to load; datasets: .*health\.patient/);
});

test('every fault of the environment is listed at once, and no value is shown', async () => {
  const wrong = { DATABASE_URL: 'mysql://hunter2@db', REDIS_URL: 'tcp://hunter2', PORT: '99999', LOG_LEVEL: 'loud' };
  const { code, stdout, stderr } = await run(['start'], wrong);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /^commongrid: The environment has 4 faults:\n {2}DATABASE_URL: .*\n {2}REDIS_URL: .*\n {2}PORT: .*\n {2}LOG_LEVEL: .*\n$/,
  );
  expect(stderr).not.toMatch(/hunter2/);
});

test('a database that refuses connections is told in a line', async () => {
  const { code, stdout, stderr } = await run(['migrate'], { DATABASE_URL: 'postgres://hub:hunter2@127.0.0.1:1/hub' });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^commongrid: DATABASE_URL: the database cannot be reached \(connect ECONNREFUSED 127\.0\.0\.1:1\); check .*\n$/,
  );
  expect(stderr).not.toMatch(/hunter2/);
});

test('a Redis server that refuses connections is told in a line', async () => {
  const { code, stderr } = await run(['reconcile'], { REDIS_URL: 'redis://127.0.0.1:1' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/The queue cannot be opened on REDIS_URL: connect ECONNREFUSED 127\.0\.0\.1:1/);
  expect(isTraceless(stderr)).toBe(true);
});

test('a data folder that is a file is told in a line', async () => {
  const { code, stderr } = await runCli(['migrate'], { dataDir: put('file', '') });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^commongrid: DATA_DIR: cannot use .*file .*\n$/),
  });
});

test('a port that is taken is named with what to do, and the embedded server is not left behind', async () => {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await run(['start'], { PORT: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    `commongrid: port ${port} on 127.0.0.1 is taken; set PORT to another or stop what holds it (PORT_IN_USE)`,
  );
  expect(isTraceless(stderr)).toBe(true);
  expect(folder.postgresPid()).toBeNull();
});

const contract = (lines: Readonly<Record<string, string>>): string =>
  [
    'dataset: housing.lease',
    lines.title ?? 'title: { zh: 租赁备案, en: Leases }',
    'entity: resident',
    'form: { type: csv, charset: utf-8 }',
    'key: 备案号',
    lines.version ?? 'version: 更新时间',
    'fields:',
    '  - { from: 备案号, to: leaseNumber, label: { zh: 备案号, en: Lease number }, grade: 2 }',
    lines.name ?? '  - { from: 姓名, to: name, operations: name }',
    'updateFrequency: P1D',
    'sharing: { attribute: unconditional }',
    'retention: { class: lease, keep: P3Y }',
    'tests:',
    '  - name: a lease',
    '    row: { 备案号: A1, 姓名: 李秀英, 更新时间: 2026-03-03 }',
    '    expect: { values: { leaseNumber: A1, name: 李秀英 } }',
  ].join('\n');

test('`contract check` lists every fault with its line and what to do, exit code 1', async () => {
  const file = put(
    'lease.contract.yaml',
    contract({
      title: 'title: { zh: 租赁备案 }',
      version: 'versoin: 更新时间',
      name: '  - { from: 姓名, to: name, operations: nmae }',
    }),
  );
  const { code, stdout } = await run(['contract', 'check', file]);
  expect(code).toBe(1);
  for (const line of [2, 6, 9])
    expect(stdout).toMatch(new RegExp(`^lease\\.contract\\.yaml:${line}:\\d+: .+ Next: .+$`, 'm'));
});

test('`contract check` accepts a good contract and says what it makes of a delivery', async () => {
  const delivery = put(
    'leases.csv',
    '备案号,姓名,更新时间\nA1,李秀英,2026-03-03 08:00:00\n,张伟,2026-03-03 08:00:00\n',
  );
  const { code, stdout, stderr } = await run(['contract', 'check', put('good.contract.yaml', contract({})), delivery]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /housing\.lease: 2 fields, 1 of 1 tests passed\nsample: 2 rows read, 1 accepted\n {2}rejected KEY_MISSING: 1 rows/,
  );
});

test('`contract check` names a delivery that is not there', async () => {
  const file = path.join(packageRoot(), 'connectors', 'health', 'patient.contract.yaml');
  const { code, stderr } = await run(['contract', 'check', file, '/nowhere.csv']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'commongrid: /nowhere.csv: cannot be read; give the path of a delivery\n',
  });
});

test('a feed that is refused says why and what to do next, exit code 1; the others are loaded', async () => {
  const refused = put('health.institution.csv', '机构名称,状态\n甲医院,正常\n');
  const good = put(
    'reference.grids.csv',
    'code,street,community,grid\n330105001001001,望梅街道,锦绣花园社区,第1网格\n',
  );
  const { code, stdout, stderr } = await run(['load', refused, good]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^reference\.grids +1 +1 +0 +0 +0$/m);
  expect(stdout).toMatch(/^health\.institution: refused \([A-Z_]+\): .*执业许可证号.*$/m);
  expect(isTraceless(stderr)).toBe(true);
});
