import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../create-context.ts';
import { maxCost } from './limits.ts';
import { measureCost } from './measure-cost.ts';

/** Refuses an operation that would cost too much with these variables, before any of it is run. */
export const refuseCostly = (schema: GraphQLSchema): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request }) => {
      // Without one the execution says which operations there are.
      if (!operation) return;
      const cost = measureCost(schema, document, operation, request.variables ?? {});
      if (cost <= maxCost) return;
      throw new GraphQLError(
        `graph: the query costs ${cost}, and ${maxCost} is the most; take smaller pages or fewer levels of lists.`,
        { extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', value: cost, most: maxCost, http: { status: 400 } } },
      );
    },
  }),
});
