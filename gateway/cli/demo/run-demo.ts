import path from 'node:path';
import { districtPlace } from '../../../connectors/simulated/district/data/places.ts';
import { writeDistrict } from '../../../connectors/simulated/district/write-district.ts';
import { startSimulatedDepartments } from '../../../connectors/simulated/start-simulated-departments.ts';
import { startWorkers } from '../../../jobs/workers.ts';
import type { Lifecycle } from '../../../schema/runtime/lifecycle.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { issueOperatorToken } from '../../auth/issue-operator-token.ts';
import { findFeedFiles } from '../feed-files.ts';
import { type Hub, openHub } from '../hub/open-hub.ts';
import { startGateway } from '../hub/start-gateway.ts';
import { createHubClient } from '../hub-client.ts';
import { loadFeeds } from '../load-feeds.ts';
import type { CommandContext } from '../run-command.ts';
import { createDemoClients } from './demo-clients.ts';
import { prepareDemo, requireEmpty } from './prepare-demo.ts';
import { type DemoSummary, round, summariseDemo } from './summarise.ts';

export interface DemoOptions {
  readonly residents: number;
  readonly seed: number;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Demo {
  readonly url: string;
  readonly summary: DemoSummary;
  readonly platform: Caller;
  readonly operator: Caller;
  readonly example: TellingExample;
}

/** What a call to the graph needs. */
export interface Caller {
  readonly token: string;
  readonly purpose: string;
}

/** A resident over 80 who lives alone and whom several departments know. */
export interface TellingExample {
  readonly residentId: string;
  readonly gridCode: string;
  readonly records: readonly { readonly dataset: string; readonly key: string }[];
}

/**
 * The whole way of the data on a generated district: its three departments push their feeds through the real HTTP API,
 * the workers resolve, and the gateway is left running in `lifecycle`.
 */
export async function runDemo(context: CommandContext, lifecycle: Lifecycle, options: DemoOptions): Promise<Demo> {
  const { log, terminal } = context;
  const environment = await prepareDemo(context.environment);
  const started = performance.now();
  const progress = terminal.startProgress('starting the hub');
  const hub = await openHub(environment, log, lifecycle);
  await requireEmpty(hub.db);
  const today = hub.clock.now().toISOString().slice(0, 10);
  const district = { residents: options.residents, seed: options.seed, today };
  const departments = await lifecycle.open(
    'simulated departments',
    () => startSimulatedDepartments(hub.clock, hub.connection, district),
    (opened) => opened.close(),
  );
  await startWorkers(hub.queue, hub);
  const { url } = await startGateway(hub, { host: environment.host, port: options.port, lookups: departments.lookups });
  progress.finish(`at ${url}`);

  const generating = performance.now();
  const writing = terminal.startProgress('generating a district');
  const folder = path.join(environment.dataDir, 'district');
  const written = await writeDistrict(folder, district);
  writing.finish(`${written.residents.toLocaleString('en')} residents, ${written.rows.toLocaleString('en')} rows`);

  const loading = performance.now();
  const clients = await createDemoClients(hub.db, hub.clock, hub.contracts, districtPlace.divisionCode);
  const departmentOf = new Map(hub.contracts.map(({ dataset, department }) => [dataset, department]));
  const { feeds } = await findFeedFiles([folder], new Set(departmentOf.keys()), null);
  const reports = await loadFeeds(terminal, feeds, {
    clientFor: (dataset) => createHubClient(url, clients.departments.get(departmentOf.get(dataset) ?? '') ?? '', ''),
  });
  const loaded = performance.now();

  const summary = await summariseDemo(hub, reports, written.truthFile, {
    start: seconds(started, generating),
    generate: seconds(generating, loading),
    load: seconds(loading, loaded),
  });
  const operator = await issueOperatorToken(hub.db, hub.clock, { hours: 24 });
  return { url, summary, platform: clients.platform, operator, example: await findTellingExample(hub) };
}

const seconds = (from: number, to: number): number => round((to - from) / 1000);

async function findTellingExample({ db }: Hub): Promise<TellingExample> {
  const [row] = await runSql<{ id: string; grid_code: string; records: TellingExample['records'] }>(
    db,
    `select resident.id, grid_code,
       jsonb_agg(jsonb_build_object('dataset', dataset, 'key', key) order by dataset, key) as records
     from resident join link on link.entity_id = resident.id join record on record.id = link.record_id
     where living_situation = 'ALONE' and birth_date < now() - interval '81 years' and life_status is distinct from 'DECEASED'
     group by resident.id
     order by count(*) desc, resident.name limit 1`,
  );
  return { residentId: row?.id ?? '', gridCode: row?.grid_code ?? '', records: row?.records ?? [] };
}
