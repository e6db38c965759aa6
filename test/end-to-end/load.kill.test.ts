import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createRandom } from '../../connectors/simulated/district/random.ts';
import { type LoadTraces, readLoadTraces } from '../support/batch-tables.ts';
import { expectDone, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDeliveries } from '../support/district.ts';
import { type HubState, readHubState } from '../support/hub-state.ts';
import { type Delivery, type KillReport, runKills } from '../support/kill-campaign.ts';
import { removeRedisDatabase, testRedisUrl } from '../support/redis.ts';

/** Three kills; `npm run bench -- kill` does ten, and more of the database. */
const kills = ['hub', 'database', 'hub'] as const;
const redisUrl = testRedisUrl(12);

let undisturbed: DataFolder;
let deliveries: readonly Delivery[];
let expected: { readonly state: HubState; readonly traces: LoadTraces };

beforeAll(async () => {
  undisturbed = await makeDataFolder();
  deliveries = await makeDeliveries(path.join(undisturbed.path, 'feeds'), { residents: 900, parts: 5, seed: 3 });
  const files = deliveries.map(({ file }) => file);
  await expectDone(runCli(['load', '--json', ...files], { dataDir: undisturbed.path }));
  expected = {
    state: await readHubState(undisturbed.path),
    traces: await undisturbed.withDatabase(readLoadTraces),
  };
}, 120_000);
afterAll(() => undisturbed.remove());

describe('with the queue in PostgreSQL', () => describeKills({}, 17));

if (redisUrl === null) {
  test.skip('with the queue on Redis: skipped, since REDIS_URL names no server', () => undefined);
} else {
  describe('with the queue on Redis', () => {
    afterAll(() => removeRedisDatabase(redisUrl));
    describeKills({ REDIS_URL: redisUrl }, 18);
  });
}

function describeKills(env: Readonly<Record<string, string>>, seed: number): void {
  let folder: DataFolder;
  let report: KillReport;
  let traces: LoadTraces;

  beforeAll(async () => {
    folder = await makeDataFolder();
    report = await runKills(folder, { deliveries, kills, random: createRandom(seed), env });
    traces = await folder.withDatabase(readLoadTraces);
  }, 180_000);
  afterAll(() => folder.remove());

  test('every acknowledged delivery is one published batch', () => {
    expect(new Set(report.batches).size).toBe(deliveries.length);
    expect(traces.batches).toBe(deliveries.length);
    expect(traces.unpublished).toBe(0);
    expect(report.retries).toBeGreaterThan(0);
  });

  test('nothing is lost, nothing is doubled, every batch balances', () => {
    expect(traces).toEqual(expected.traces);
    expect(traces).toMatchObject({ unbalanced: 0, waiting: 0 });
  });

  test('clusters and golden records are those of an undisturbed load', async () => {
    expect(await readHubState(folder.path)).toEqual(expected.state);
  });

  test('the chain of disclosures is sound', async () => {
    const { code, stdout } = await runCli(['audit', 'verify'], { dataDir: folder.path });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^The chain is sound: \d/) });
  });

  test('no spooled body is left behind', () => {
    expect(readdirSync(path.join(folder.path, 'spool'))).toEqual([]);
  });
}
