import pg from 'pg';
import { z } from 'zod';
import type { LookupFailureCode, PaymentLookup } from '../../schema/model/lookup.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { createGuardedSource } from '../lookup/guarded-source.ts';
import { distinctNumbers, groupByNumber } from '../lookup/identity-numbers.ts';
import { defaultLookupPolicy, type LookupPolicy } from '../lookup/lookup-policy.ts';
import { LookupError } from '../lookup/lookup-result.ts';
import { runInBatches } from '../lookup/run-in-batches.ts';
import { readSecret, type Secret } from '../lookup/secret.ts';

export interface PaymentLookupSettings {
  /** A PostgreSQL URL, which holds a password; or the parts of a local server's address. */
  readonly connection:
    | Secret
    | { readonly host: string; readonly port?: number; readonly user: string; readonly database: string };
  /** The department's schema: lower-case letters, digits and `_`. */
  readonly schema: string;
  readonly policy?: Partial<LookupPolicy>;
}

/** A lookup over a pool of connections, to be closed. */
export interface PaymentDatabaseLookup extends PaymentLookup {
  close(): Promise<void>;
}

const mostRows = 5000;

const rowsSchema = z.array(
  z.object({
    id_number: z.string().max(30),
    certificate_no: z.string().max(50),
    category: z.string().max(100),
    period: z.string().regex(/^\d{4}-\d{2}$/),
    amount: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/),
    paid_on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  }),
);

export function createPaymentLookup(clock: Clock, settings: PaymentLookupSettings): PaymentDatabaseLookup {
  const policy = { ...defaultLookupPolicy, ...settings.policy };
  const source = createGuardedSource('civil-affairs', policy, clock);
  const pool = openPool(settings, policy);
  const sql = paymentsQuery(settings.schema);

  const ask = async (idNumbers: readonly string[], signal: AbortSignal) => {
    const result = await query(pool, { text: sql, values: [idNumbers, mostRows + 1] }, signal);
    const rows = rowsSchema.safeParse(result.rows);
    const asked = new Set(idNumbers);
    if (!rows.success || rows.data.length > mostRows || rows.data.some((row) => !asked.has(row.id_number)))
      throw new LookupError('SOURCE_INVALID');
    return rows.data.map((row) => ({
      idNumber: row.id_number,
      payment: {
        certificateNumber: row.certificate_no,
        category: row.category,
        period: row.period,
        amount: row.amount,
        paidOn: row.paid_on,
      },
    }));
  };

  return {
    payments: async (idNumbers) => {
      const result = await runInBatches(
        distinctNumbers(idNumbers),
        policy.maxBatch,
        (batch) => source.run((signal) => ask(batch, signal)),
        () => clock.now().toISOString(),
      );
      return result.ok
        ? { ...result, value: groupByNumber(idNumbers, result.value, ({ payment }) => payment) }
        : result;
    },
    close: () => pool.end(),
  };
}

function openPool(settings: PaymentLookupSettings, policy: LookupPolicy): pg.Pool {
  const { connection } = settings;
  const address =
    'value' in connection || 'reference' in connection
      ? { connectionString: readSecret(connection) }
      : { ...connection };
  const pool = new pg.Pool({
    ...address,
    max: policy.maxConcurrent,
    connectionTimeoutMillis: policy.deadlineMs,
    statement_timeout: policy.deadlineMs,
    // The hub only reads there; the department's grants say so too, this is the second wall.
    options: '-c default_transaction_read_only=on',
    application_name: 'commongrid lookup',
    allowExitOnIdle: true,
  });
  // A connection that breaks, idle or in use, is replaced by the next question; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function paymentsQuery(schema: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new Error(
      'civil-affairs: the schema name must be lower-case letters, digits and _; mend the lookup settings.',
    );
  return `
    select c.id_number, c.certificate_no, c.category, p.period, p.amount::text as amount, p.paid_on::text as paid_on
    from "${schema}".benefit_certificate c
    cross join lateral (
      select period, amount, paid_on from "${schema}".benefit_payment
      where certificate_no = c.certificate_no order by period desc limit 12
    ) p
    where c.id_number = any($1::text[])
    order by c.id_number, p.period desc, c.certificate_no
    limit $2`;
}

/** Runs one query on a connection of its own; aborting destroys the connection, because a hanging server answers nothing else. */
async function query(pool: pg.Pool, config: pg.QueryConfig, signal: AbortSignal): Promise<pg.QueryResult> {
  let client: pg.PoolClient | null = null;
  let broken = false;
  const onAbort = (): void => {
    broken = true;
    client?.release(true);
    client = null;
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    client = await pool.connect();
    if (signal.aborted) throw new LookupError('SOURCE_TIMEOUT');
    return await client.query(config);
  } catch (error) {
    broken ||= !(error instanceof pg.DatabaseError);
    throw error instanceof LookupError ? error : new LookupError(codeOf(error));
  } finally {
    signal.removeEventListener('abort', onAbort);
    client?.release(broken);
  }
}

/** SQLSTATE: 57014 statement timeout, 28 and 42501 refused, 42, 22 and 25 not the tables that were agreed. */
function codeOf(error: unknown): LookupFailureCode {
  if (!(error instanceof pg.DatabaseError)) return 'SOURCE_UNAVAILABLE';
  const state = error.code ?? '';
  if (state === '57014') return 'SOURCE_TIMEOUT';
  if (state === '42501' || state.startsWith('28')) return 'SOURCE_REJECTED';
  return /^(42|22|25|P0)/.test(state) ? 'SOURCE_INVALID' : 'SOURCE_UNAVAILABLE';
}
