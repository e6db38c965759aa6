import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import type { DistrictOptions } from '../../../connectors/simulated/district/district-model.ts';
import { simulatedFeeds } from '../../../connectors/simulated/district/feed-forms.ts';
import { type DistrictSummary, writeDistrict } from '../../../connectors/simulated/district/write-district.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';

const options: DistrictOptions = { residents: 1500, seed: 7, today: '2026-11-01' };
let folder = '';
let summary: DistrictSummary;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'district-'));
  summary = await writeDistrict(path.join(folder, 'a'), options);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the same seed gives the same bytes, another seed gives others', async () => {
  await writeDistrict(path.join(folder, 'b'), options);
  await writeDistrict(path.join(folder, 'c'), { ...options, seed: 8 });
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => digests(path.join(folder, name))));
  expect(b).toEqual(a);
  for (const [file, digest] of Object.entries(a ?? {}))
    expect({ file, differs: c?.[file] !== digest }).toEqual({ file, differs: file !== 'reference.grids.csv' });
});

test('the folder holds the nine feeds under the names of their datasets, truth and traps', async () => {
  const feeds = simulatedFeeds.map(({ dataset, extension }) => `${dataset}.${extension}`);
  expect(await readdir(path.join(folder, 'a'))).toEqual([...feeds, 'traps.csv', 'truth.csv'].sort());
});

test('the files bear the charsets and line ends of the departments', async () => {
  const bytes = (name: string) => readFile(path.join(folder, 'a', name));
  const register = new TextDecoder('gb18030', { fatal: true }).decode(
    await bytes('public-security.household-register.csv'),
  );
  expect(register.startsWith('人员编号,姓名,曾用名,公民身份号码,')).toBe(true);
  expect(register.split('\r\n')).toHaveLength(register.split('\n').length);
  const care = await bytes('civil-affairs.elderly-care.csv');
  expect([...care.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect((await bytes('reference.grids.csv')).includes('\r')).toBe(false);
  expect(JSON.parse(String(await bytes('civil-affairs.social-organisation.json')))).toBeInstanceOf(Array);
});

describe('against the contracts', () => {
  test.each(simulatedFeeds.map(({ dataset }) => dataset))(
    '%s: exactly the broken rows are rejected',
    async (dataset) => {
      const feed = summary.feeds.find((one) => one.dataset === dataset);
      const { keys, rejected } = await readByContract(dataset, feed?.file ?? '');
      expect({ rows: keys.length + rejected.length, rejected: rejected.length }).toEqual({
        rows: feed?.rows,
        rejected: feed?.brokenRows,
      });
      if (dataset === 'civil-affairs.subsistence-allowance') expect(rejected).toContain('ID_NUMBER_LOST_DIGITS');
      if (dataset !== 'reference.grids') expect([...keys].sort()).toEqual(await truthKeys(dataset));
    },
  );
});

/** The keys of the rows that the hub would take, and the rules that send the others back. */
async function readByContract(dataset: string, file: string) {
  const contract = loadContracts().find((one) => one.dataset === dataset);
  if (contract === undefined) throw new Error(`no contract of ${dataset}`);
  const map = createRowMapper(contract);
  const keys: string[] = [];
  const rejected: string[] = [];
  const requiredColumns = [contract.key, ...(contract.version === null ? [] : [contract.version])];
  for await (const page of readFeed(file, contract.form, { requiredColumns, gzip: false }).rows) {
    for (const row of page) {
      const result = 'fault' in row ? { ok: false as const, fault: row.fault } : map(row.cells);
      if (result.ok) keys.push(result.row.key);
      else rejected.push(result.fault.rule);
    }
  }
  return { keys, rejected };
}

async function truthKeys(dataset: string): Promise<readonly string[]> {
  const lines = String(await readFile(summary.truthFile)).split('\n');
  return lines.flatMap((line) => (line.startsWith(`${dataset},`) ? [line.split(',')[1] ?? ''] : [])).sort();
}

async function digests(where: string): Promise<Readonly<Record<string, string>>> {
  const files = await readdir(where);
  const pairs = files.map(async (file) => {
    const bytes = await readFile(path.join(where, file));
    return [file, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}
