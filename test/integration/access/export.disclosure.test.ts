import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ExportSubject, exportRows } from '../../../gateway/cli/export-rows.ts';
import type { DisclosureDraft } from '../../../schema/rules/disclosure/entry.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { ids, plantCommunity } from './sample-community.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await plantCommunity(database.db);
});
afterAll(() => database.close());

async function exporting(subject: ExportSubject, append: (drafts: readonly DisclosureDraft[]) => Promise<void>) {
  const stdout = new PassThrough();
  const target = { file: '-', stdout, clientName: 'local-operator' };
  const done = exportRows({ db: database.db, disclosures: { append } }, subject, 'ndjson', target, () => {});
  await done.finally(() => stdout.end());
  return text(stdout);
}

test.each([
  ['residents', [ids.zhang, ids.li, ids.widow, ids.wang, ids.nowhere]],
  ['legal-entities', [ids.clinic, ids.hotel]],
  ['links', [ids.zhang, ids.wang]],
] as const)('an export of %s is on record about everybody in it, once', async (subject, subjects) => {
  const drafts: DisclosureDraft[] = [];
  const exported = await exporting(subject, async (page) => void drafts.push(...page));
  for (const id of subjects) expect(exported).toContain(id);
  expect(drafts.map(({ subjectId }) => subjectId).sort()).toEqual([...subjects].sort());
  expect(drafts.every(({ kind, operation }) => kind === 'read' && operation === `export.${subject}`)).toBe(true);
});

test('an export whose record cannot be written gives nothing', async () => {
  await expect(exporting('links', () => Promise.reject(new Error('the disk is full')))).rejects.toThrow(
    'the disk is full',
  );
});
