import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { GraphContext, RequestOperation } from '../../schema/graphql/context.ts';
import type { GraphServices } from '../../schema/graphql/graph-services.ts';
import { createLoaders } from '../../schema/graphql/kernel/create-loaders.ts';
import { createLookupNotes } from '../../schema/graphql/kernel/lookup-notes.ts';
import type { Principal } from '../../schema/model/agreement.ts';
import { createReader, type ReaderDependencies } from '../../schema/store/reader/create-reader.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { queryOf } from './query-of.ts';

/** What one request works with, and its deadline. */
export interface RequestContext extends GraphContext {
  readonly deadline: Deadline;
}

/** Everything in it is made for this one request: no caller ever meets another's reader or loaders. */
export const createContextOf =
  (dependencies: ReaderDependencies, services: GraphServices, deadlineMs: number) =>
  (principal: Principal, request: Request, response: Response): RequestContext => {
    const query = queryOf(request);
    const operation: RequestOperation = {
      name: 'graphql',
      hash: query === null ? null : createHash('sha256').update(query).digest('hex'),
      details: {},
    };
    const reader = createReader(dependencies, principal, operation);
    const deadline = createDeadline(deadlineMs);
    // Whoever has hung up needs no more statements; and a request that is over needs no timer.
    response.once('close', deadline.end);
    return {
      principal,
      reader,
      services,
      operation,
      deadline,
      loaders: createLoaders(reader, services, deadline.signal),
      lookupNotes: createLookupNotes(),
      now: dependencies.clock.now(),
      signal: deadline.signal,
    };
  };
