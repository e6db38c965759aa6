import type { RequestHandler, Response } from 'express';
import type { Principal } from '../../schema/model/agreement.ts';
import { HubError } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { DisclosureWriter } from '../../schema/store/disclosure/writer.ts';
import type { Authenticate } from './authenticate.ts';
import { ReadingRefused, toDeniedEntry } from './reading-refused.ts';
import { requireReading } from './require-reading.ts';

const principals = new WeakMap<Response, Principal>();

/** `read` for the graph, where purpose and a running agreement are needed, and refusals go on record; `push` for feeds. */
export type AuthenticationUse =
  | { readonly use: 'read'; readonly disclosures: Pick<DisclosureWriter, 'append'> }
  | { readonly use: 'push' };

/** Express middleware: finds out who asks, or hands a HubError on to the error handler. */
export function createAuthentication(who: Authenticate, clock: Clock, options: AuthenticationUse): RequestHandler {
  return async (request, response, next) => {
    try {
      const principal = await who({
        authorization: request.get('authorization'),
        purpose: options.use === 'read' ? request.get('x-purpose') : undefined,
      });
      if (options.use === 'read') requireReading(principal, clock.now());
      principals.set(response, principal);
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unauthenticated') {
        response.set('WWW-Authenticate', 'Bearer realm="commongrid"');
      }
      next(await onRecord(error, options));
      return;
    }
    next();
  };
}

/** The refusal once it is written down; when it cannot be, that is what the caller is told. */
async function onRecord(error: unknown, options: AuthenticationUse): Promise<unknown> {
  if (!(error instanceof ReadingRefused) || options.use !== 'read') return error;
  return options.disclosures.append([toDeniedEntry(error)]).then(
    () => error,
    (failure: unknown) => failure,
  );
}

/** Who asked; throws where `createAuthentication` does not stand before the route. */
export function principalOf(response: Response): Principal {
  const principal = principals.get(response);
  if (!principal) throw new Error('gateway: the route lacks authentication; put createAuthentication before it.');
  return principal;
}
