import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { authenticate } from '../../../gateway/auth/authenticate.ts';
import { createAuthentication } from '../../../gateway/auth/create-authentication.ts';
import { createFeedRouter } from '../../../gateway/feeds/create-feed-router.ts';
import { defaultFeedLimits, type FeedLimits } from '../../../gateway/feeds/limits.ts';
import { createNotFoundHandler, createProblemHandler } from '../../../gateway/problem.ts';
import type { ClientKind } from '../../../schema/model/agreement.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { insertClient } from '../../../schema/store/client-store.ts';
import type { Database } from '../../../schema/store/database.ts';
import { insertToken } from '../../../schema/store/token-store.ts';
import { createTestDatabase } from '../../support/database.ts';
import { clock, createHeldQueue, type HeldQueue, silentLog } from '../ingest/direct-hub.ts';

export interface FeedHub {
  readonly db: Database;
  readonly queue: HeldQueue;
  readonly url: string;
  readonly contracts: readonly Contract[];
  /** A new client's token; for a department, its code. */
  tokenFor(kind: ClientKind, department?: string): Promise<string>;
  /** As the dataset's own department unless `token` says otherwise. The body of the answer is parsed. */
  call(method: string, target: string, options?: CallOptions): Promise<Answer>;
  /** Rows of every table that a delivery writes. */
  footprint(): Promise<Readonly<Record<string, number>>>;
  spooled(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: Uint8Array | string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  readonly json: any;
}

/** The feed API on a real port and a real database, with the shipped contracts and real tokens. */
export async function openFeedHub(
  options: { readonly limits?: Partial<FeedLimits>; readonly contracts?: readonly Contract[] } = {},
): Promise<FeedHub> {
  const { db, close: closeDatabase } = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'commongrid-feeds-'));
  const contracts = options.contracts ?? loadContracts();
  const queue = createHeldQueue({ db, clock, contracts });
  const limits = { ...defaultFeedLimits, ...options.limits };
  const app = express();
  app.use('/feeds', createAuthentication(authenticate(db, clock), clock, { use: 'push' }));
  app.use(createFeedRouter({ db, clock, contracts, queue, dataDir, log: silentLog, limits }));
  app.use(createNotFoundHandler(), createProblemHandler(silentLog));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const tokenFor: FeedHub['tokenFor'] = async (kind, department) => {
    const draft = { name: `${kind} ${department ?? ''} ${Math.random()}`, kind, department: department ?? null };
    const { id } = await insertClient(db, draft, clock.now());
    const expiresAt = new Date(clock.now().getTime() + 86_400_000);
    return (await insertToken(db, { clientId: id, agreementId: null, expiresAt }, clock.now())).token;
  };
  const own = new Map<string, Promise<string>>();
  const ownToken = (target: string): Promise<string> => {
    const dataset = /^\/feeds\/([^/?]+)/.exec(target)?.[1];
    const department = contracts.find((contract) => contract.dataset === dataset)?.department ?? 'health';
    const token = own.get(department) ?? tokenFor('department', department);
    own.set(department, token);
    return token;
  };

  return {
    db,
    queue,
    url,
    contracts,
    tokenFor,
    call: async (method, target, { body, token, headers = {} } = {}) => {
      const authorization = `Bearer ${token ?? (await ownToken(target))}`;
      const response = await fetch(url + target, {
        method,
        headers: { authorization, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const isJson = /json/.test(response.headers.get('content-type') ?? '') && bytes.length > 0;
      let json: unknown = null;
      if (isJson && !/ndjson/.test(response.headers.get('content-type') ?? ''))
        json = JSON.parse(new TextDecoder().decode(bytes));
      return { status: response.status, headers: response.headers, bytes, json };
    },
    footprint: async () => {
      const tables = [
        'batch',
        'batch_page',
        'landed_row',
        'reject',
        'record',
        'record_version',
        'pending_record',
        'disclosure',
      ];
      const counts = await Promise.all(tables.map(async (table) => (await db(table).count('* as n').first())?.n));
      return Object.fromEntries(tables.map((table, index) => [table, Number(counts[index])]));
    },
    spooled: () => readLeftovers(path.join(dataDir, 'spool')),
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closeDatabase();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Rows of health.institution as CSV. */
export const institutions = (rows: readonly Partial<Institution>[]): string =>
  [institutionColumns, ...rows.map((row) => institutionColumns.map((column) => row[column] ?? defaults[column]))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

const institutionColumns = [
  '执业许可证号',
  '机构名称',
  '统一社会信用代码',
  '机构类别',
  '负责人',
  '地址',
  '网格编码',
  '联系电话',
  '状态',
  '更新时间',
] as const;
type Institution = Record<(typeof institutionColumns)[number], string>;
const defaults: Institution = {
  执业许可证号: 'YJ00000001',
  机构名称: '南京市建邺区长江诊所',
  统一社会信用代码: '91350100M000100Y43',
  机构类别: 'D',
  负责人: '赵杰',
  地址: '南京市建邺区奥体大街1号24幢4单元802室',
  网格编码: '320105001001002',
  联系电话: '13827363982',
  状态: '1',
  更新时间: '2026-02-28T15:05:02+08:00',
};
export const licence = (number: number): string => `YJ${String(number).padStart(8, '0')}`;

/** What stays in the folder: a body is removed just after its answer is sent, so it gets two seconds to go. */
async function readLeftovers(folder: string): Promise<readonly string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const names = await readdir(folder).catch(() => []);
    if (names.length === 0 || attempt === 100) return names;
    await sleep(20);
  }
}
