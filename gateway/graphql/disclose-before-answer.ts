import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../../schema/runtime/log.ts';
import type { RequestContext } from './create-context.ts';

/**
 * Nothing that was read leaves before its entry in the audit chain is durable: Apollo waits for this hook before it
 * writes the answer. When the entry cannot be written, the answer is replaced by an error.
 */
export function discloseBeforeAnswer(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ contextValue, operationName, operation }) => {
        contextValue.operation.name = (operationName ?? operation?.operation ?? 'graphql').slice(0, 100);
      },
      willSendResponse: async ({ contextValue, response }) => {
        const { reader, lookupNotes, services } = contextValue;
        if (response.body.kind !== 'single') throw new Error('graph: only whole answers are sent.');
        const result = response.body.singleResult;
        try {
          await reader.flush();
        } catch (error) {
          log.error({ err: error }, 'an answer was withheld: its disclosure could not be written');
          response.body.singleResult = { data: null, errors: [withheld] };
          response.http.status = 503;
          return;
        }
        const masked = reader.maskedPaths();
        const sources = lookupNotes.list(services.clock.now());
        if (masked.length === 0 && sources.length === 0) return;
        result.extensions = {
          ...result.extensions,
          ...(masked.length > 0 ? { masked } : {}),
          ...(sources.length > 0 ? { sources } : {}),
        };
      },
    }),
  };
}

const withheld: GraphQLFormattedError = new GraphQLError(
  'audit: the disclosure entry could not be written, so nothing is answered; try again shortly.',
  { extensions: { code: 'DISCLOSURE_FAILED' } },
).toJSON();
