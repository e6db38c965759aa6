import path from 'node:path';
import { createRandom } from '../../connectors/simulated/district/random.ts';
import { expectDone, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDistrict, shuffle, shuffleFeed, splitFeed } from '../support/district.ts';
import { type HubState, readHubState, reconcile } from '../support/hub-state.ts';

let district: DataFolder;
let files: readonly string[];
let expected: HubState;
const hubs: DataFolder[] = [];

beforeAll(async () => {
  district = await makeDataFolder();
  const { feeds } = await makeDistrict(path.join(district.path, 'feeds'), 600);
  files = feeds.map(({ file }) => file);
  expected = (await loadInto(files)).state;
}, 60_000);
afterAll(async () => {
  for (const hub of hubs) await hub.remove();
  await district.remove();
});

/** Loads the files in this order into a hub of their own. */
async function loadInto(ordered: readonly string[]): Promise<{ readonly state: HubState; readonly dataDir: string }> {
  const hub = await makeDataFolder();
  hubs.push(hub);
  await expectDone(runCli(['load', '--json', ...ordered], { dataDir: hub.path }));
  return { state: await readHubState(hub.path), dataDir: hub.path };
}

const random = createRandom(71);
/** Every feed but the list of grids, which is always whole, in three deliveries, all deliveries in any order. */
const inManyDeliveries = () => {
  const split = (file: string) =>
    file.includes('reference.grids') ? [file] : splitFeed(file, path.join(district.path, 'split'), 3);
  return shuffle(files.flatMap(split), random);
};
const withShuffledRows = () => files.map((file) => shuffleFeed(file, path.join(district.path, 'shuffled'), random));

test.each([
  ['the feeds in reverse order', () => files.toReversed()],
  ['the feeds in any order', () => shuffle(files, random)],
  ['every feed in three deliveries, all in any order', inManyDeliveries],
  ['the rows of every feed in another order', withShuffledRows],
])(
  '%s give the same clusters and the same golden records, and a reconciliation changes nothing',
  async (_, order) => {
    const { state, dataDir } = await loadInto(order());
    expect(state.clusters).toEqual(expected.clusters);
    expect(state.golden).toEqual(expected.golden);
    expect(state.golden.resolvedAnew).toBe(state.golden.kept);
    const none = { created: 0, changed: 0, absorbed: 0, split: 0, deleted: 0 };
    expect(await reconcile(dataDir)).toMatchObject(none);
  },
  120_000,
);
