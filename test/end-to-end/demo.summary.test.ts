import path from 'node:path';
import { writeDistrict } from '../../connectors/simulated/district/write-district.ts';
import type { DemoSummary } from '../../gateway/cli/demo/summarise.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';

const residents = 1_500;
let folder: DataFolder;
let first: CliResult;
let summary: DemoSummary;

const runDemo = () => runCli(['demo', '--once', '--json', '--residents', String(residents)], { dataDir: folder.path });

beforeAll(async () => {
  folder = await makeDataFolder();
  first = await runDemo();
  summary = JSON.parse(first.stdout);
});
afterAll(() => folder.remove());

test('the demo ends well, its output is one JSON document and it says nothing else', () => {
  expect(first.code).toBe(0);
  expect(first.stderr).toBe('');
});

test('every feed is published and no row disappears', () => {
  expect(summary.feeds).toHaveLength(9);
  for (const feed of summary.feeds) {
    if (feed.outcome !== 'published') throw new Error(`${feed.dataset}: ${feed.problem}`);
    expect(feed.accepted + feed.unchanged + feed.superseded + feed.rejected).toBe(feed.received);
  }
});

test('exactly the rows that the departments broke go back', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const written = await writeDistrict(path.join(folder.path, 'again'), { residents, seed: 20_261_101, today });
  const expected = written.feeds.map(({ dataset, rows, brokenRows }) => [dataset, rows, brokenRows]).sort();
  const reported = summary.feeds.map((feed) =>
    feed.outcome === 'published' ? [feed.dataset, feed.received, feed.rejected] : [],
  );
  expect(reported.sort()).toEqual(expected);
  expect(summary.rejected).toBe(written.brokenRows);
  expect(summary.rows).toBe(written.rows);
});

// Measured: precision 1 for both, recall 0.9957 for residents and 1 for legal entities.
test.each([
  ['resident', 0.999, 0.98],
  ['legal-entity', 0.97, 0.93],
] as const)('the matching of %s records is precise and finds nearly all', (entityType, precision, recall) => {
  const accuracy = summary.accuracy.find((one) => one.entityType === entityType);
  expect(accuracy?.precision).toBeGreaterThanOrEqual(precision);
  expect(accuracy?.recall).toBeGreaterThanOrEqual(recall);
  expect(accuracy?.truePairs).toBeGreaterThan(50);
});

test('it finds contradictions between departments and names the commonest faults of rows', () => {
  expect(summary.findings.DECEASED_DRAWING_ALLOWANCE).toBeGreaterThanOrEqual(1);
  expect(summary.findings.ID_NUMBER_SHARED).toBeGreaterThanOrEqual(1);
  expect(summary.topRejects.map(({ rule }) => rule)).toContain('KEY_MISSING');
});

test('a second demo begins with nothing again and finds the same', async () => {
  const second = await runDemo();
  const again: DemoSummary = JSON.parse(second.stdout);
  expect(second.code).toBe(0);
  expect(again.goldenHash).toBe(summary.goldenHash);
  expect(again.feeds.map((feed) => feed.outcome === 'published' && feed.unchanged)).toEqual(Array(9).fill(0));
});
