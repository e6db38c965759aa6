import type { Request } from 'express';

/**
 * The text of the query wherever the request carries it; null when there is none. An address is read as Apollo reads
 * it: Express stops after a thousand parameters, and what comes behind them would be run unmeasured and unnamed.
 */
export function queryOf(request: Pick<Request, 'method' | 'originalUrl' | 'body'>): string | null {
  if (request.method === 'GET') {
    const [, ...search] = request.originalUrl.split('?');
    return new URLSearchParams(search.join('?')).get('query');
  }
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || !('query' in body)) return null;
  return typeof body.query === 'string' ? body.query : null;
}
