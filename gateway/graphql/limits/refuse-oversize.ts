import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { type DocumentNode, parse } from 'graphql';
import { queryOf } from '../query-of.ts';
import { documentLimits, maxTokens } from './limits.ts';
import { measureDocument } from './measure-document.ts';

/** Documents that were measured and let through, so that the same one is not parsed twice again. */
const passed = new Set<string>();
const maxRemembered = 2000;

/**
 * Refuses a document by its size before validation sees it, for validation is not linear. What cannot be parsed goes on:
 * Apollo says why.
 */
export const refuseOversize: RequestHandler = (request, response, next) => {
  const query = queryOf(request);
  if (query === null) return next();
  const hash = createHash('sha256').update(query).digest('base64');
  if (passed.has(hash)) return next();
  const document = parseOrNull(query);
  if (document === null) return next();
  const excess = findExcess(document);
  if (excess === null) {
    remember(hash);
    return next();
  }
  const { limit, value } = excess;
  response.status(400).json({
    errors: [
      {
        message: `graph: the query has ${limit} of ${value}, and ${documentLimits[limit]} is the most; ask for less at once.`,
        extensions: { code: 'LIMIT_EXCEEDED', limit, value, most: documentLimits[limit] },
      },
    ],
  });
};

export function findExcess(
  document: DocumentNode,
): { readonly limit: keyof typeof documentLimits; readonly value: number } | null {
  const measure = measureDocument(document);
  for (const limit of limitNames) if (measure[limit] > documentLimits[limit]) return { limit, value: measure[limit] };
  return null;
}

const limitNames = [
  'depth',
  'introspectionDepth',
  'aliases',
  'rootFields',
  'directives',
  'operations',
  'repeatedFields',
] as const;

function parseOrNull(query: string): DocumentNode | null {
  try {
    return parse(query, { maxTokens, noLocation: true });
  } catch {
    return null;
  }
}

function remember(hash: string): void {
  passed.add(hash);
  const oldest = passed.values().next().value;
  if (passed.size > maxRemembered && oldest !== undefined) passed.delete(oldest);
}
