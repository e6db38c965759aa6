import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { insertReconciliation } from '../../schema/store/reconciliation-store.ts';
import { type CliResult, expectDone, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';

let folder: DataFolder;
const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { dataDir: folder.path });
const file = (name: string): string => path.join(folder.path, name);
const id = '7e8dbb8c-5f3e-4cb5-8a3c-3d2b60a3f0a1';

/** Two feeds of two people, one of them in both. */
async function load(): Promise<void> {
  writeFileSync(file('reference.grids.csv'), 'code,street,community,grid\n320105001001001,兴隆街道,奥体社区,第1网格\n');
  writeFileSync(
    file('health.patient.ndjson'),
    [patient('P1', '李秀英', '1941-06-15'), patient('P2', '王小明', '1999-01-02')].join('\n'),
  );
  await expectDone(run('load', file('reference.grids.csv'), file('health.patient.ndjson')));
}

const patient = (key: string, name: string, birthDate: string): string =>
  JSON.stringify({
    resourceType: 'Patient',
    id: key,
    meta: { lastUpdated: '2026-05-01T08:00:00Z' },
    name: [{ text: name }],
    gender: 'female',
    birthDate,
  });

const isTraceless = (text: string) => !/^\s+at .+:\d+|unforeseen|node:internal/m.test(text);

beforeAll(async () => {
  folder = await makeDataFolder();
  await load();
}, 120_000);
afterAll(() => folder.remove());

test('a dry run says what would change and writes its report', async () => {
  const html = file('dry.html');
  const { code, stdout, stderr } = await run('reconcile', '--dry-run', '--report', html);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^2 records resolved \(dry run: nothing was kept\)\nentities would be created 0, /);
  const [, reportId] = /commongrid report ([0-9a-f-]{36}) --out/.exec(stdout) ?? [];
  expect(stderr).toContain(`report in ${html}`);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain(reportId);
  expect(page).toContain('全量核对演算报告');
  expect(page).not.toMatch(/李秀英|王小明|<script/);
  await folder.withDatabase(async (db) => {
    const deeds = await db('disclosure').where({ operation: 'reconciliation.report' });
    expect(deeds).toMatchObject([{ kind: 'deed', subject_id: reportId, client_name: 'local-operator' }]);
  });
});

test('a kept run is written again, the newest unless one is named', async () => {
  const first: { id: string; preview: unknown; types: unknown[] } = JSON.parse(
    await expectDone(run('reconcile', '--json')),
  );
  expect(first.preview).toMatchObject({ fields: {}, entries: [], platforms: [] });
  expect(first.types).toMatchObject([{ entityType: 'resident' }, { entityType: 'legal-entity' }]);
  await expectDone(run('report', '--out', file('newest.html')));
  await expectDone(run('report', first.id, '--out', file('named.html')));
  expect(readFileSync(file('newest.html'), 'utf8')).toContain(first.id);
  expect(readFileSync(file('named.html'), 'utf8')).toContain(first.id);
});

test('a running reconciliation is cancelled once', async () => {
  await folder.withDatabase((db) =>
    insertReconciliation(db, { id, dryRun: false, retrain: false, requestedBy: 'test' }, new Date()),
  );
  expect(await run('reconcile', '--cancel', id.toUpperCase())).toMatchObject({
    code: 0,
    stdout: `${id} cancelled; nothing was changed\n`,
  });
  const again = await run('reconcile', '--cancel', id);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toMatch(/no longer running; there is nothing to cancel\. \(RECONCILIATION_ENDED\)\n$/);
  const report = await run('report', id, '--out', file('none.html'));
  expect(report).toMatchObject({ code: 1, stdout: '' });
  expect(report.stderr).toMatch(/is cancelled and has kept no report; name one that is done\. \(REPORT_UNKNOWN\)/);
});

test.each([
  [
    'an id that is none',
    ['reconcile', '--cancel', 'x'],
    /the id of a reconciliation, as `commongrid reconcile` prints it/,
  ],
  [
    'a cancellation that also runs',
    ['reconcile', '--cancel', id, '--dry-run'],
    /cannot be used with option '--dry-run'/,
  ],
  ['a report without a file', ['report'], /required option '--out <file>' not specified/],
  ['a report of an id that is none', ['report', '7', '--out', 'x.html'], /the id of a reconciliation/],
  [
    'a report into a folder that is not there',
    ['reconcile', '--report', '/nowhere/report.html'],
    /--report \/nowhere\/report\.html: cannot be written \(ENOENT\); name a file in a folder that is there/,
  ],
  [
    'a report into nowhere',
    ['report', '--out', '/nowhere/report.html'],
    /--out \/nowhere\/report\.html: cannot be written \(ENOENT\)/,
  ],
])('%s is told in a line, with exit code 2', async (_, args, told) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(told);
  expect(isTraceless(stderr)).toBe(true);
});

test('a reconciliation that does not exist is told in a line, and writes nothing', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  for (const args of [
    ['reconcile', '--cancel', unknown],
    ['report', unknown, '--out', file('unknown.html')],
  ]) {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^commongrid: No reconciliation 00000000.*\(RECONCILIATION_UNKNOWN\)\n$/);
  }
  expect(existsSync(file('unknown.html'))).toBe(false);
});
