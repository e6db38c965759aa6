import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { administerAccess } from '../../../gateway/auth/administer-access.ts';
import { authenticate } from '../../../gateway/auth/authenticate.ts';
import { localOperator } from '../../../gateway/auth/issue-operator-token.ts';
import { createGraphRouter } from '../../../gateway/graphql/create-graph-router.ts';
import { createProblemHandler } from '../../../gateway/problem.ts';
import type { Agreement, ClientKind } from '../../../schema/model/agreement.ts';
import { loadContracts, loadDepartments } from '../../../schema/model/load-contracts.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import { applyContracts } from '../../../schema/store/contract-store.ts';
import type { Database } from '../../../schema/store/database.ts';
import { createDisclosureWriter, type DisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createTestSigner } from '../disclosure/test-signer.ts';
import { createFakeLookups, type FakeLookups } from './fake-lookups.ts';
import { sendCommunity } from './graph-community.ts';

const clock = fixedClock('2026-11-01T08:00:00Z');
const purpose = 'elder care';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the answer is whatever the query asked for; tests look into it.
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly extensions: any;
  readonly text: string;
}

export type Ask = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;

export interface OpenGraph {
  readonly db: Database;
  readonly url: string;
  readonly lookups: FakeLookups;
  readonly logLines: readonly string[];
  readonly enqueued: readonly { readonly job: string; readonly payload: unknown }[];
  /** Asks with a token of a new client under an agreement: everything in Xinglong street at grade 4 unless changed. */
  clientWith(changes?: Partial<Agreement>, kind?: ClientKind): Promise<Ask & { readonly token: string }>;
  /** Statements between now and the call of the returned function: of the graph, not of who asks or of the audit. */
  countStatements(): () => readonly string[];
  close(): Promise<void>;
}

export interface OpenGraphOptions {
  readonly disclosures?: (writer: DisclosureWriter) => Pick<DisclosureWriter, 'append'>;
  readonly deadlineMs?: number;
}

/** The graph on a real database behind real HTTP; only the departments' live services are played. */
export async function openGraph(options: OpenGraphOptions = {}): Promise<OpenGraph> {
  const database = await createTestDatabase();
  try {
    return await openOn(database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openOn(database: TestDatabase, options: OpenGraphOptions): Promise<OpenGraph> {
  const { db } = database;
  const contracts = loadContracts();
  await applyContracts(db, contracts, clock.now());
  await sendCommunity(db);
  const logLines: string[] = [];
  const log = createLog('info', { write: (line: string) => logLines.push(line) });
  const writer = createDisclosureWriter(db, clock, createTestSigner());
  const lookups = createFakeLookups();
  const enqueued: { job: string; payload: unknown }[] = [];
  const graph = await createGraphRouter({
    db,
    clock,
    log,
    who: authenticate(db, clock),
    contracts,
    departments: loadDepartments(),
    disclosures: options.disclosures?.(writer) ?? writer,
    lookups,
    queue: { enqueue: async (definition, payload) => void enqueued.push({ job: definition.name, payload }) },
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
  });
  const app = express();
  app.use(graph.router);
  app.use(createProblemHandler(log));
  const server = await listen(createServer(app));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  let clients = 0;

  return {
    db,
    url,
    lookups,
    logLines,
    enqueued,
    async clientWith(changes = {}, kind = 'platform') {
      clients += 1;
      const access = administerAccess(db, clock);
      const draft = { name: `client ${clients}`, kind, department: null };
      const client = await access.createClient(localOperator, draft);
      const agreement = await access.createAgreement(localOperator, {
        purposes: [purpose],
        areas: ['320105001'],
        fields: ['*'],
        grade: 4,
        validFrom: '2026-01-01T00:00:00Z',
        until: '2027-01-01T00:00:00Z',
        ...changes,
        clientId: client.id,
      });
      const expiresAt = new Date('2026-12-01T00:00:00Z');
      const issued = await access.createToken(localOperator, {
        clientId: client.id,
        agreementId: agreement.id,
        expiresAt,
      });
      return Object.assign(asker(url, issued.token), { token: issued.token });
    },
    countStatements() {
      const statements: string[] = [];
      const listen = ({ sql }: { readonly sql: string }): void => {
        if (!/disclosure|pg_advisory|\btoken\b|^(begin|commit)/i.test(sql)) statements.push(sql);
      };
      db.on('query', listen);
      return () => {
        db.off('query', listen);
        return statements;
      };
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await graph.stop();
      await writer.close();
      await database.close();
    },
  };
}

const asker =
  (url: string, token: string): Ask =>
  async (query, variables = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-purpose': purpose },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const body = JSON.parse(text);
    return {
      status: response.status,
      data: body.data,
      errors: body.errors ?? [],
      extensions: body.extensions ?? {},
      text,
    };
  };

async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
