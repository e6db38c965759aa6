import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createRandom } from '../../connectors/simulated/district/random.ts';
import { readLoadTraces } from '../support/batch-tables.ts';
import { expectDone, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDeliveries } from '../support/district.ts';
import { readHubState } from '../support/hub-state.ts';
import { runKills } from '../support/kill-campaign.ts';

export interface KillCounts {
  readonly kills: number;
  readonly deliveries: number;
  readonly rows: number;
  readonly retries: number;
}

/**
 * Loads a district in many deliveries while the hub, and every fourth time its database, is killed; then holds what
 * came of it against the same deliveries loaded in peace.
 * @param count kills
 * @throws Error that shows both when anything was lost, doubled or resolved otherwise
 */
export async function main(count: number, seed: number, note: (text: string) => void): Promise<KillCounts> {
  const peaceful = await makeDataFolder();
  const disturbed = await makeDataFolder();
  try {
    const size = { residents: 2_000, parts: 12, seed };
    const deliveries = await makeDeliveries(path.join(peaceful.path, 'feeds'), size);
    note(`${deliveries.length} deliveries in peace`);
    const files = deliveries.map(({ file }) => file);
    await expectDone(runCli(['load', '--json', ...files], { dataDir: peaceful.path, timeoutMs: 300_000 }));
    const expected = await readOutcome(peaceful);
    const kills = Array.from({ length: count }, (_, i) => (i % 4 === 2 ? 'database' : 'hub'));
    const { batches, retries } = await runKills(disturbed, {
      deliveries,
      kills,
      random: createRandom(seed),
      onKill: note,
    });
    const outcome = await readOutcome(disturbed);
    if (new Set(batches).size !== deliveries.length || !isDeepStrictEqual(outcome, expected)) {
      throw new Error(`not what a peaceful load gives: ${show(outcome)} instead of ${show(expected)}`);
    }
    return { kills: count, deliveries: deliveries.length, rows: outcome.traces.received, retries };
  } finally {
    await peaceful.remove();
    await disturbed.remove();
  }
}

async function readOutcome(folder: DataFolder) {
  const { golden, clusters } = await readHubState(folder.path);
  const audit = await expectDone(runCli(['audit', 'verify'], { dataDir: folder.path }));
  return { traces: await folder.withDatabase(readLoadTraces), golden, clusters, isSound: audit.includes('is sound') };
}

const show = ({ traces, golden, clusters }: Awaited<ReturnType<typeof readOutcome>>): string =>
  JSON.stringify({ traces, golden, clusters: clusters.length });
