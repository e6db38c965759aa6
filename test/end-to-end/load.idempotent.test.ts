import path from 'node:path';
import type { FeedReport } from '../../gateway/cli/load-feeds.ts';
import { runSql } from '../../schema/store/run-sql.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDistrict } from '../support/district.ts';
import { type HubState, readHubState, reconcile } from '../support/hub-state.ts';
import { removeRedisDatabase, testRedisUrl } from '../support/redis.ts';

const redisUrl = testRedisUrl(11);

describe('with the queue in PostgreSQL', () => describeLoad({}));

if (redisUrl === null) {
  test.skip('with the queue on Redis: skipped, since REDIS_URL names no server', () => undefined);
} else {
  describe('with the queue on Redis', () => {
    afterAll(() => removeRedisDatabase(redisUrl));
    describeLoad({ REDIS_URL: redisUrl });
  });
}

interface LoadReport {
  readonly feeds: readonly FeedReport[];
  readonly skipped: readonly string[];
}

function describeLoad(env: Readonly<Record<string, string>>): void {
  let folder: DataFolder;
  let first: CliResult;
  let second: CliResult;
  const states: HubState[] = [];
  const changes: string[] = [];

  beforeAll(async () => {
    folder = await makeDataFolder();
    const district = path.join(folder.path, 'district');
    await makeDistrict(district, 600);
    const load = async () => {
      const result = await runCli(['load', '--json', district], { dataDir: folder.path, env });
      states.push(await readHubState(folder.path));
      changes.push(await folder.withDatabase(countChanges));
      return result;
    };
    first = await load();
    second = await load();
  }, 120_000);
  afterAll(() => folder.remove());

  const reportOf = (result: CliResult): LoadReport => JSON.parse(result.stdout);

  test('a folder is loaded: each feed is published, what is no feed is named', () => {
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    const { feeds, skipped } = reportOf(first);
    expect(feeds.map(({ outcome }) => outcome)).toEqual(Array(9).fill('published'));
    expect(skipped.map((file) => path.basename(file))).toEqual(['traps.csv', 'truth.csv']);
    expect(Number(changes[0])).toBeGreaterThan(100);
  });

  test('loaded again, every good row is unchanged and the same rows go back', () => {
    expect(second.code).toBe(0);
    const before = new Map(reportOf(first).feeds.map((feed) => [feed.dataset, feed]));
    for (const feed of reportOf(second).feeds) {
      const earlier = before.get(feed.dataset);
      if (feed.outcome !== 'published' || earlier?.outcome !== 'published') throw new Error(`${feed.dataset} failed`);
      const { received, accepted, unchanged, superseded, rejected } = feed;
      expect({ dataset: feed.dataset, accepted, superseded }).toEqual({
        dataset: feed.dataset,
        accepted: 0,
        superseded: 0,
      });
      expect(unchanged + rejected).toBe(received);
      expect(rejected).toBe(earlier.rejected);
    }
  });

  test('the second load makes no change, and golden records and clusters stay as they are', () => {
    expect(changes[1]).toBe(changes[0]);
    expect(states[1]).toEqual(states[0]);
    expect(states[0]?.clusters.length).toBeGreaterThan(500);
  });

  test('a full reconciliation afterwards changes nothing', async () => {
    expect(await reconcile(folder.path)).toMatchObject({
      state: 'done',
      created: 0,
      changed: 0,
      absorbed: 0,
      split: 0,
      deleted: 0,
      goldenHash: states[0]?.golden.kept,
      goldenHashBefore: states[0]?.golden.kept,
    });
    expect(await folder.withDatabase(countChanges)).toBe(changes[0]);
  });
}

async function countChanges(db: Parameters<typeof runSql>[0]): Promise<string> {
  const [row] = await runSql<{ changes: string }>(db, 'select count(*) as changes from change');
  return row?.changes ?? '';
}
