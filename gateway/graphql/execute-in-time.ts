import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './create-context.ts';

interface ExecutionRequest {
  readonly document: DocumentNode;
  readonly context: RequestContext;
  readonly request: {
    readonly variables?: Readonly<Record<string, unknown>> | undefined;
    readonly operationName?: string | undefined;
  };
}

/** Runs an operation until its deadline. What a hanging resolver does afterwards reaches nobody. */
export const createExecutor =
  (schema: GraphQLSchema) =>
  async ({ document, context, request }: ExecutionRequest): Promise<ExecutionResult> => {
    try {
      return await context.deadline.race(
        Promise.resolve(
          execute({
            schema,
            document,
            contextValue: context,
            variableValues: request.variables,
            operationName: request.operationName,
          }),
        ),
      );
    } catch (error) {
      const cause = error instanceof Error ? error : new Error('the execution failed');
      return { data: null, errors: [new GraphQLError(cause.message, { originalError: cause })] };
    }
  };
