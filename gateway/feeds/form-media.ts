import type { FeedForm } from '../../schema/model/contract.ts';

/** Content type and file ending of a return file in a form. */
export function mediaOf(form: FeedForm): { readonly type: string; readonly extension: string } {
  switch (form.type) {
    case 'csv':
      return { type: `text/csv; charset=${form.charset}`, extension: 'csv' };
    case 'xlsx':
      return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' };
    case 'json':
      return { type: 'application/json', extension: 'json' };
    case 'ndjson':
    case 'fhir':
      return { type: 'application/x-ndjson', extension: 'ndjson' };
  }
}

const jsonForms: readonly FeedForm['type'][] = ['json', 'ndjson', 'fhir'];

/** What a content type can only mean; types that say nothing (octet-stream, text/plain) are not listed. */
const meanings: readonly (readonly [type: RegExp, forms: readonly FeedForm['type'][]])[] = [
  [/^text\/(?:csv|tab-separated-values)$/, ['csv']],
  [/spreadsheetml|^application\/vnd\.ms-excel$/, ['xlsx', 'csv']],
  [/^application\/(?:[\w.-]+\+)?(?:json|x-ndjson|ndjson|jsonl)$/, jsonForms],
  [/^(?:application|text)\/(?:[\w.-]+\+)?(?:xml|html)$|^application\/pdf$|^image\/|^audio\/|^video\//, []],
];

/** In words, that the declared content type cannot be the form of the contract; null where it may be. */
export function nameMediaMismatch(contentType: string | undefined, form: FeedForm): string | null {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const meaning = meanings.find(([pattern]) => pattern.test(type));
  if (!meaning || meaning[1].includes(form.type)) return null;
  return `Content-Type says ${type}, the contract says ${form.type}; the contract decides`;
}
