import { Router } from 'express';
import type { Registry } from 'prom-client';
import type { Database } from '../../schema/store/database.ts';
import { runSql } from '../../schema/store/run-sql.ts';

interface HealthDependencies {
  readonly db: Database;
  readonly metrics: Registry;
}

/** For whoever watches the process: alive, ready to answer, and its figures. No personal data in any of them. */
export function createHealthRouter({ db, metrics }: HealthDependencies): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ service: 'commongrid', state: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await runSql(db, 'select 1').then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ service: 'commongrid', state: ready ? 'ready' : 'database away' });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}
