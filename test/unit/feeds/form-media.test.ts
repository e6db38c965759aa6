import { nameMediaMismatch } from '../../../gateway/feeds/form-media.ts';
import type { FeedForm } from '../../../schema/model/contract.ts';

const csv: FeedForm = { type: 'csv', charset: 'utf-8', delimiter: ',', newline: 'lf', bom: false };
const fhir: FeedForm = { type: 'fhir', resourceType: 'Patient' };
const xlsx: FeedForm = { type: 'xlsx', sheet: 'first' };

test.each([
  [undefined, csv],
  ['application/octet-stream', csv],
  ['text/plain; charset=gbk', csv],
  ['text/csv; charset=utf-8', csv],
  ['application/vnd.ms-excel', csv],
  ['application/x-www-form-urlencoded', csv],
  ['application/fhir+json', fhir],
  ['application/x-ndjson', fhir],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xlsx],
])('%s may be the form of the contract', (type, form) => expect(nameMediaMismatch(type, form)).toBeNull());

test.each([
  ['application/json', csv],
  ['text/csv', xlsx],
  ['application/xml', fhir],
  ['application/pdf', csv],
  ['image/png', xlsx],
])('%s cannot be the form of the contract', (type, form) => {
  expect(nameMediaMismatch(type, form)).toBe(
    `Content-Type says ${type}, the contract says ${form.type}; the contract decides`,
  );
});
