/** Lexical tokens of a document; the parser itself stops there. */
export const maxTokens = 2000;

/** What a document may be, fragments expanded. */
export const documentLimits = {
  depth: 12,
  /** Introspection by the usual tools goes 13 to 15 deep. */
  introspectionDepth: 20,
  aliases: 30,
  rootFields: 20,
  directives: 50,
  operations: 10,
  /** Fields named again in the same selection: GraphQL's own check of them takes the square of their number. */
  repeatedFields: 100,
} as const;

export const maxCost = 1000;
/** The largest page of a connection. */
export const maxPage = 100;
export const defaultPage = 20;
