import type { DepartmentLookupSettings } from '../../../connectors/lookup/department-lookups.ts';
import { createDepartmentLookups } from '../../../connectors/lookup/department-lookups.ts';
import { createMetricsRegistry } from '../../../schema/runtime/metrics.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { defaultFeedLimits } from '../../feeds/limits.ts';
import { clearSpool } from '../../feeds/spool-body.ts';
import { createGraphRouter } from '../../graphql/create-graph-router.ts';
import { createApp } from '../../http/create-app.ts';
import { type Served, serve } from '../../http/serve.ts';
import type { Hub } from './open-hub.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly lookups: DepartmentLookupSettings;
}

/** Opens the HTTP side in the hub's lifecycle: it stops taking requests before anything below it closes. */
export async function startGateway(hub: Hub, { host, port, lookups: settings }: GatewayOptions): Promise<Served> {
  const { db, clock, log, queue, contracts, departments, disclosures, lifecycle, environment } = hub;
  await clearSpool(environment.dataDir, clock.now());
  const who = authenticate(db, clock);
  const lookups = await lifecycle.open(
    'department lookups',
    () => createDepartmentLookups(clock, settings),
    (opened) => opened.close(),
  );
  const graph = await lifecycle.open(
    'graph',
    () => createGraphRouter({ db, clock, log, who, contracts, departments, disclosures, lookups, queue }),
    (opened) => opened.stop(),
  );
  const app = createApp({
    db,
    clock,
    log,
    who,
    metrics: createMetricsRegistry(),
    feeds: { db, clock, contracts, queue, log, dataDir: environment.dataDir, limits: defaultFeedLimits },
    graph: graph.router,
  });
  return lifecycle.open(
    'HTTP server',
    () => serve(app, { host, port }),
    (served) => served.close(),
  );
}
