import type { RequestHandler, Response } from 'express';
import type { Principal } from '../../schema/model/agreement.ts';
import { HubError } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Authenticate } from './authenticate.ts';
import { requireReading } from './require-reading.ts';

const principals = new WeakMap<Response, Principal>();

/**
 * Express middleware: finds out who asks, or hands a HubError on to the error handler.
 * @param use `read` for the graph, where purpose and a running agreement are needed; `push` for feeds.
 */
export function createAuthentication(who: Authenticate, clock: Clock, use: 'read' | 'push'): RequestHandler {
  return async (request, response, next) => {
    try {
      const principal = await who({
        authorization: request.get('authorization'),
        purpose: use === 'read' ? request.get('x-purpose') : undefined,
      });
      if (use === 'read') requireReading(principal, clock.now());
      principals.set(response, principal);
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unauthenticated') {
        response.set('WWW-Authenticate', 'Bearer realm="commongrid"');
      }
      next(error);
      return;
    }
    next();
  };
}

/** Who asked; throws where `createAuthentication` does not stand before the route. */
export function principalOf(response: Response): Principal {
  const principal = principals.get(response);
  if (!principal) throw new Error('gateway: the route lacks authentication; put createAuthentication before it.');
  return principal;
}
