import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type DocumentNode, parse } from 'graphql';
import { queryOf } from '../query-of.ts';
import { documentLimits, maxTokens } from './limits.ts';
import { measureDocument } from './measure-document.ts';

const maxRemembered = 2000;

/**
 * Refuses a document by its size before validation sees it, for validation is not linear. What cannot be parsed goes on:
 * Apollo says why.
 */
export function createRefuseOversize(): RequestHandler {
  // Hashes of documents that were let through, so that the same one is not parsed twice again.
  const passed = new Set<string>();
  const remember = (hash: string): void => {
    passed.add(hash);
    const oldest = passed.values().next().value;
    if (passed.size > maxRemembered && oldest !== undefined) passed.delete(oldest);
  };

  return (request, response, next) => {
    const query = queryOf(request);
    if (query === null) return next();
    const hash = createHash('sha256').update(query).digest('base64');
    const document = passed.has(hash) ? null : parseOrNull(query);
    const excess = document && findExcess(document);
    if (excess) {
      sendRefusal(request, response, excess);
      return;
    }
    if (document) remember(hash);
    next();
  };
}

function sendRefusal(request: Request, response: Response, { limit, value }: Excess): void {
  const most = documentLimits[limit];
  const message = `graph: the query has ${limit} of ${value}, and ${most} is the most; ask for less at once.`;
  const media = request.accepts(['application/json', 'application/graphql-response+json']);
  response
    .status(400)
    .type(media === false ? 'application/json' : media)
    .send(JSON.stringify({ errors: [{ message, extensions: { code: 'LIMIT_EXCEEDED', limit, value, most } }] }));
}

interface Excess {
  readonly limit: keyof typeof documentLimits;
  readonly value: number;
}

/** The first limit that the document passes, or null. */
export function findExcess(document: DocumentNode): Excess | null {
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
