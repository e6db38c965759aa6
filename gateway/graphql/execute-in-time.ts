import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { isDeadline } from './deadline.ts';

interface ExecutionRequest {
  readonly document: DocumentNode;
  /** Apollo's own type of it knows nothing of ours. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly request: {
    readonly variables?: Readonly<Record<string, unknown>> | undefined;
    readonly operationName?: string | undefined;
  };
}

/** Runs an operation until its deadline. What a hanging resolver does afterwards reaches nobody. */
export const createExecutor =
  (schema: GraphQLSchema) =>
  async ({ document, context, request }: ExecutionRequest): Promise<ExecutionResult> => {
    const { deadline } = context;
    if (!isDeadline(deadline)) throw new Error('graph: the context has no deadline.');
    try {
      return await deadline.race(
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
