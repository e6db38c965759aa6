import type { GraphQLFieldResolver, GraphQLScalarType } from 'graphql';
import type { GraphContext } from './context.ts';

export type Resolver<Source = unknown, Arguments = Record<string, unknown>> = GraphQLFieldResolver<
  Source,
  GraphContext,
  Arguments
>;

/** What a field does; sources and arguments are as the SDL beside it says. */
// biome-ignore lint/suspicious/noExplicitAny: a map of resolvers of different sources has no narrower type than GraphQL's own.
export type FieldResolvers = Readonly<Record<string, Resolver<any, any>>>;

/** An enum: GraphQL name → the value inside the hub. */
export type EnumValues = Readonly<Record<string, string>>;

/** One owner's part of the graph: its SDL and what stands behind it. */
export interface Subgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: Readonly<Record<string, FieldResolvers | EnumValues | GraphQLScalarType>>;
}
