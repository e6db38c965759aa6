import { expressMiddleware } from '@as-integrations/express5';
import express, { type RequestHandler, Router } from 'express';
import { buildGraphSchema } from '../../schema/graphql/build-graph-schema.ts';
import { lookupFields } from '../../schema/graphql/lookup-fields.ts';
import { createGradeTable } from '../../schema/rules/access/grade-table.ts';
import { createAdministration } from '../administration/create-administration.ts';
import { createAuthentication, principalOf } from '../auth/create-authentication.ts';
import { createAreaServices } from './area-services.ts';
import { createContextOf } from './create-context.ts';
import { createGraphServer } from './create-graph-server.ts';
import type { GraphDependencies } from './graph-dependencies.ts';
import { createRefuseOversize } from './limits/refuse-oversize.ts';
import { createSourceServices } from './source-services.ts';

const maxBody = '256kb';

/**
 * The graph at `/graphql`, by POST and GET; it authenticates by itself. Mount it at the root, before the problem
 * handler. `stop` lets the answers under way be finished.
 */
export async function createGraphRouter(
  dependencies: GraphDependencies,
): Promise<{ readonly router: Router; stop(): Promise<void> }> {
  const { db, clock, log, who, contracts, departments, disclosures, lookups, queue } = dependencies;
  const grades = createGradeTable(contracts, lookupFields);
  const schema = buildGraphSchema({ contracts, departments, grades });
  const services = {
    clock,
    lookups,
    areas: createAreaServices(db),
    sources: createSourceServices(db, contracts),
    administration: createAdministration({ db, clock, log, queue }),
  };
  const contextOf = createContextOf({ db, clock, disclosures, grades }, services, dependencies.deadlineMs ?? 10_000);
  const server = createGraphServer(schema, log);
  await server.start();

  const router = Router();
  router.use(
    '/graphql',
    createAuthentication(who, clock, { use: 'read', disclosures }),
    express.json({ limit: maxBody }),
    neverStored,
    createRefuseOversize(),
    expressMiddleware(server, {
      context: async ({ req, res }) => contextOf(principalOf(res), req, res),
    }),
  );
  return { router, stop: () => server.stop() };
}

/** An answer is for this caller at this moment: no cache on the way may keep it. */
const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
