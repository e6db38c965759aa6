import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../../schema/runtime/log.ts';
import type { RequestContext } from './create-context.ts';
import { discloseBeforeAnswer } from './disclose-before-answer.ts';
import { createExecutor } from './execute-in-time.ts';
import { createFormatError } from './format-error.ts';
import { maxTokens } from './limits/limits.ts';
import { refuseCostly } from './limits/refuse-costly.ts';
import { quietLogger } from './quiet-logger.ts';

/** Apollo Server as a local graph needs it: nothing from outside, nothing of the inside in an error. */
export function createGraphServer(schema: GraphQLSchema, log: Log): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    // The hook that Apollo has for federation gives the execution to us: so it ends in time, whatever hangs.
    gateway: {
      load: async () => ({ executor: createExecutor(schema) }),
      onSchemaLoadOrUpdate: (told) => {
        told({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      stop: async () => {},
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseCostly(schema),
      discloseBeforeAnswer(log),
    ],
    formatError: createFormatError(log),
    logger: quietLogger(log),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
  });
}
