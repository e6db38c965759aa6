import { expectDone, runCli } from './cli.ts';

/** Two hashes that must be one: of the golden records as they are kept, and of those that a full resolution makes. */
export interface GoldenHashes {
  readonly kept: string;
  readonly resolvedAnew: string;
}

/** What the hub believes, read by its own commands. */
export interface HubState {
  readonly golden: GoldenHashes;
  /** Each cluster as its members `dataset/key`, sorted and joined; the list is sorted too. */
  readonly clusters: readonly string[];
}

export async function readHubState(dataDir: string): Promise<HubState> {
  return { golden: await readGoldenHashes(dataDir), clusters: await readClusters(dataDir) };
}

async function readGoldenHashes(dataDir: string): Promise<GoldenHashes> {
  const report = await reconcile(dataDir, '--dry-run');
  return { kept: String(report.goldenHashBefore), resolvedAnew: String(report.goldenHash) };
}

/** The report of `commongrid reconcile --json`. */
export async function reconcile(dataDir: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await expectDone(runCli(['reconcile', '--json', ...args], { dataDir })));
}

async function readClusters(dataDir: string): Promise<readonly string[]> {
  return toClusters(await expectDone(runCli(['export', 'links'], { dataDir })));
}

/** Record `dataset/key` → its entity, from the lines of `commongrid export links`. No cell of it is ever quoted. */
export function parseLinks(csv: string): ReadonlyMap<string, string> {
  const [header, ...lines] = csv.trimEnd().split('\n');
  if (header !== 'dataset,key,entity') throw new Error(`not an export of links: ${header}`);
  return new Map(
    lines.map((line) => {
      const [dataset = '', key = '', entity = ''] = line.split(',');
      return [`${dataset}/${key}`, entity];
    }),
  );
}

function toClusters(csv: string): readonly string[] {
  const clusters = new Map<string, string[]>();
  for (const [record, entity] of parseLinks(csv)) {
    const members = clusters.get(entity);
    if (members) members.push(record);
    else clusters.set(entity, [record]);
  }
  return [...clusters.values()].map((members) => members.sort().join(' ')).sort();
}
