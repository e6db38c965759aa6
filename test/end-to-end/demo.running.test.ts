import { isProcessAlive } from '../../schema/runtime/embedded-postgres/process-identity.ts';
import { type RunningCli, startCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { until } from '../support/until.ts';

let folder: DataFolder;
let demo: RunningCli;

beforeAll(async () => {
  folder = await makeDataFolder();
  demo = startCli(['demo', '--residents', '1500'], { dataDir: folder.path, env: { PORT: '0' } });
  await until(() => readPrintedQueries(demo.stdout()).length >= 3 || !demo.isRunning(), 60_000);
}, 70_000);
afterAll(async () => {
  await demo.end('SIGKILL');
  await folder.remove();
});

interface PrintedQuery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The printed curl commands, as a shell would read them. */
function readPrintedQueries(output: string): readonly PrintedQuery[] {
  return [...output.replaceAll(/\\\n\s*/g, '').matchAll(/^curl -s (\S+) (.+)$/gm)].map(([, url = '', rest = '']) => ({
    url,
    headers: Object.fromEntries(
      [...rest.matchAll(/-H '([^:]+): ([^']*)'/g)].map(([, name = '', value = '']) => [name, value]),
    ),
    body: /-d '([^']*)'$/.exec(rest)?.[1] ?? '',
  }));
}

/** The data of the n-th printed query's answer, which must be without errors. */
async function ask(n: number) {
  const query = readPrintedQueries(demo.stdout())[n];
  if (query === undefined) throw new Error(`query ${n} is missing in:\n${demo.stdout()}`);
  const answer = await fetch(query.url, { method: 'POST', headers: query.headers, body: query.body });
  const { errors, data } = JSON.parse(await answer.text());
  expect({ status: answer.status, errors }).toEqual({ status: 200, errors: undefined });
  return data;
}

test('it tells a mayor what it found', () => {
  const lines = demo.stdout();
  expect(lines).toMatch(/9 feeds of three departments, [\d,]+ rows; \d+ rows go back:/);
  expect(lines).toMatch(/[\d,]+ residents and [\d,]+ legal entities; [\d,]+ duplicates removed/);
  expect(lines).toMatch(/\d+ {2}allowances drawn by the dead/);
  expect(lines).toMatch(/resident +precision [01]\.\d{4} {2}recall [01]\.\d{4}/);
  expect(lines).toMatch(/Seconds: generate [\d.]+, start [\d.]+, load and resolve [\d.]+, in all [\d.]+/);
});

test('it says on standard error what it is doing, and nothing that a person must act on', () => {
  expect(demo.stderr()).toMatch(
    /^starting the hub at http:\/\/127\.0\.0\.1:\d+\ngenerating a district 1,500 residents/,
  );
  expect(demo.stderr()).not.toMatch(/"level"/);
});

test('it stays up', async () => {
  const url = /The hub stays at (\S+) until Ctrl-C/.exec(demo.stdout())?.[1];
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('the first printed query names people over 80 who live alone in the grid, and a live lookup speaks', async () => {
  const [resident] = (await ask(0)).grid.residents.nodes;
  expect(resident.age).toBeGreaterThanOrEqual(80);
  expect(resident.provenance.length).toBeGreaterThan(0);
  expect(['MATCH', 'MISMATCH', 'UNKNOWN']).toContain(resident.publicSecurity.identityVerification.status);
});

test('the second printed query says in words why records are one person', async () => {
  const { summary, pairs } = (await ask(1)).explainEntity;
  expect(summary.en).toMatch(/^\d+ records are one entity by \d+ links?\.$/);
  const [pair] = pairs;
  expect(pair.explanation.weight).toBeGreaterThan(0);
  expect(pair.explanation.lines.length).toBeGreaterThan(1);
});

test('the third printed query finds the first one in the chain of disclosures', async () => {
  const reads = (await ask(2)).readsOf;
  expect(reads).toContainEqual(expect.objectContaining({ client: 'demo-community-platform', purpose: 'elder-care' }));
});

test('every further printed query answers without a fault', async () => {
  for (let n = 3; n < readPrintedQueries(demo.stdout()).length; n += 1) expect(await ask(n)).toBeTruthy();
});

test('a second demo in the same folder is told that one is running', async () => {
  const second = await startCli(['demo', '--once'], { dataDir: folder.path }).ended();
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(
    /^commongrid: another demo is running in .*; stop it, or set DATA_DIR to another folder\n$/,
  );
});

test('SIGTERM ends it within seconds, without a fault, and leaves no server behind', async () => {
  const server = folder.postgresPid('demo/postgres') ?? 0;
  expect(isProcessAlive(server)).toBe(true);
  const { code, stderr } = await demo.end('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/"level"/);
  expect(isProcessAlive(server)).toBe(false);
}, 10_000);
