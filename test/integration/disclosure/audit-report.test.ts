import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditReport } from '../../../gateway/audit/audit-report.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { loadAuditSigner } from '../../../schema/store/disclosure/audit-key.ts';
import { type HeadLog, openHeadLog, readHeadLog } from '../../../schema/store/disclosure/head-log.ts';
import { createDisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createTestSigner } from './test-signer.ts';

const clock = fixedClock('2026-11-01T08:00:00Z');
let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'commongrid-audit-'));
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function headFile(): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.startsWith('audit-head-'));
  return path.join(folder, name ?? 'no head log');
}

async function write(
  count: number,
  signer = loadAuditSigner(folder),
  headLog: HeadLog | null | undefined = undefined,
): Promise<void> {
  const log = headLog === undefined ? await openHeadLog(database.db, folder) : headLog;
  const writer = createDisclosureWriter(database.db, clock, await signer, log ? { headLog: log } : {});
  for (let index = 0; index < count; index += 1) {
    await writer.append([
      {
        kind: 'read',
        clientId: null,
        clientName: 'x',
        agreementId: null,
        purpose: null,
        operation: `Query${index}`,
        queryHash: null,
        subjectType: null,
        subjectId: null,
        fields: [],
        details: {},
      },
    ]);
  }
  await writer.close();
}

test('a sound chain is reported with its length', async () => {
  await write(5);
  expect(await auditReport(database.db, folder)).toMatchObject({ ok: true, entries: 5, checkpoints: 1, finding: null });
});

test('an empty hub is sound, and verifying makes no key', async () => {
  expect(await auditReport(database.db, folder)).toMatchObject({ ok: true, entries: 0 });
  await expect(stat(path.join(folder, 'audit-key'))).rejects.toThrow('ENOENT');
});

test('the first bad entry is named in both languages', async () => {
  await write(5);
  await runSql(database.db, 'update disclosure set purpose = ? where seq = 3', ['marketing']);
  expect((await auditReport(database.db, folder)).finding).toEqual({
    zh: '第 3 条：内容已被改动',
    en: 'entry 3: it was edited after it was written',
  });
});

test('a tail cut together with its checkpoints is found by the head log', async () => {
  await write(5);
  await runSql(database.db, 'delete from disclosure where seq > 2');
  await runSql(database.db, 'delete from disclosure_checkpoint');
  expect(await auditReport(database.db, folder)).toMatchObject({ ok: false, firstBad: { seq: 3n, kind: 'truncated' } });
});

describe('a hub that was started again', () => {
  test('goes on where it stopped', async () => {
    await write(2);
    await write(2);
    expect(await auditReport(database.db, folder)).toMatchObject({ ok: true, entries: 4 });
  });
  test('does not build on a chain that was cut or rewritten meanwhile', async () => {
    await write(3);
    await runSql(database.db, 'delete from disclosure where seq = 3');
    await runSql(database.db, 'truncate disclosure_checkpoint');
    await expect(write(1)).rejects.toMatchObject({ code: 'DISCLOSURE_CHAIN_BROKEN' });
    await write(4, loadAuditSigner(folder), null);
    await expect(write(1)).rejects.toMatchObject({ code: 'DISCLOSURE_CHAIN_BROKEN' });
    expect(await auditReport(database.db, folder)).toMatchObject({ firstBad: { seq: 3n, kind: 'rewritten' } });
  });
  test('on another database begins another chain', async () => {
    await write(3);
    const other = await createTestDatabase();
    expect((await openHeadLog(other.db, folder)).left).toBeNull();
    expect(await auditReport(other.db, folder)).toMatchObject({ ok: true, entries: 0 });
    await other.close();
  });
});

describe('another machine', () => {
  test('is not believed until its public key is named', async () => {
    const other = createTestSigner();
    await write(2, Promise.resolve(other));
    expect(await auditReport(database.db, folder)).toMatchObject({ firstBad: { kind: 'checkpoint-untrusted' } });
    const keys = path.join(folder, 'keys.txt');
    await writeFile(keys, `${other.publicKey}\n`);
    expect(await auditReport(database.db, folder, [keys])).toMatchObject({ ok: true });
  });
  test('whose key file cannot be read is an error with its cause', async () => {
    await expect(auditReport(database.db, folder, [path.join(folder, 'none')])).rejects.toMatchObject({
      code: 'TRUST_FILE_UNREADABLE',
    });
  });
});

describe('the key', () => {
  test('is made once, also by processes that start together, and only its owner can read it', async () => {
    const signers = await Promise.all(Array.from({ length: 8 }, () => loadAuditSigner(folder)));
    expect(new Set(signers.map(({ publicKey }) => publicKey)).size).toBe(1);
    expect((await stat(path.join(folder, 'audit-key'))).mode & 0o777).toBe(0o600);
  });
  test('that was spoilt is never replaced', async () => {
    await writeFile(path.join(folder, 'audit-key'), 'spoilt');
    await expect(loadAuditSigner(folder)).rejects.toMatchObject({ code: 'AUDIT_KEY_UNREADABLE' });
    expect(await readFile(path.join(folder, 'audit-key'), 'utf8')).toBe('spoilt');
  });
});

describe('the head log', () => {
  const head = (seq: bigint) => ({ seq, hash: Buffer.alloc(32, Number(seq % 256n)) });
  test('stays small and keeps the newest head', async () => {
    const log = await openHeadLog(database.db, folder);
    for (let seq = 1n; seq <= 2_000n; seq += 1n) {
      log.record(head(seq));
      await log.settled();
    }
    expect((await stat(await headFile())).size).toBeLessThanOrEqual(64 * 1024);
    expect((await readHeadLog(database.db, folder)).at(-1)).toEqual(head(2_000n));
  });
  test('torn by a power cut says less, never something wrong', async () => {
    const log = await openHeadLog(database.db, folder);
    log.record(head(7n));
    await log.settled();
    await appendFile(await headFile(), `8 ${'ab'.repeat(20)}`);
    expect(await readHeadLog(database.db, folder)).toEqual([head(7n)]);
  });
  test('that is missing names no head', async () => {
    expect(await readHeadLog(database.db, folder)).toEqual([]);
  });
});
