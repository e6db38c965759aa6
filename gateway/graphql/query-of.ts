import type { Request } from 'express';

/** The text of the query wherever the request carries it; null when there is none. */
export function queryOf(request: Pick<Request, 'method' | 'query' | 'body'>): string | null {
  const body: unknown = request.method === 'GET' ? request.query : request.body;
  if (typeof body !== 'object' || body === null || !('query' in body)) return null;
  return typeof body.query === 'string' ? body.query : null;
}
