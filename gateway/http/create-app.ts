import express, { type Express, type Router } from 'express';
import type { Registry } from 'prom-client';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Log } from '../../schema/runtime/log.ts';
import type { Database } from '../../schema/store/database.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { createAuthentication } from '../auth/create-authentication.ts';
import { createFeedRouter } from '../feeds/create-feed-router.ts';
import type { FeedDependencies } from '../feeds/feed-dependencies.ts';
import { createNotFoundHandler, createProblemHandler } from '../problem.ts';
import { createHealthRouter } from './health-routes.ts';

export interface AppDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Registry;
  readonly who: Authenticate;
  readonly feeds: FeedDependencies;
  /** Authenticates by itself, because a GET and a POST are one endpoint to Apollo. */
  readonly graph: Router;
}

/** The hub's whole HTTP side: read this list, know the order. */
export function createApp(dependencies: AppDependencies): Express {
  const { clock, log, who } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');

  app.use(createHealthRouter(dependencies)); //                         /healthz /readyz /metrics
  app.use('/feeds', createAuthentication(who, clock, { use: 'push' }));
  app.use(createFeedRouter(dependencies.feeds)); //                     /feeds …
  app.use(dependencies.graph); //                                       /graphql
  app.use(createNotFoundHandler());
  app.use(createProblemHandler(log));
  return app;
}
