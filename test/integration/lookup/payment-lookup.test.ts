import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPaymentLookup, type PaymentDatabaseLookup } from '../../../connectors/civil-affairs/payment-lookup.ts';
import {
  type CivilAffairsDatabase,
  type DatabaseFault,
  startCivilAffairsDatabase,
} from '../../../connectors/simulated/services/civil-affairs-database.ts';
import { systemClock } from '../../../schema/runtime/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const drawing = '11010519491231002X';
const stopped = '330105195003070024';
const beneficiaries = [
  { certificateNumber: 'DB00000001', idNumber: drawing, category: '城市低保', monthlyAmount: 703, stopped: false },
  { certificateNumber: 'DB00000002', idNumber: stopped, category: '特困供养', monthlyAmount: 1140, stopped: true },
];
const policy = { deadlineMs: 600, retryShare: 0, failuresToOpen: 1000 };

let server: TestDatabase;
let office: CivilAffairsDatabase;
let lookup: PaymentDatabaseLookup;
beforeEach(async () => {
  server = await createTestDatabase();
  office = await startCivilAffairsDatabase(server.connection, beneficiaries, { today: '2026-11-01' });
  lookup = createPaymentLookup(systemClock, { connection: { value: office.url }, schema: office.schema, policy });
});
afterEach(async () => {
  await lookup.close();
  await office.close();
  await server.close();
});

test('payments come newest first by identity number; whoever draws nothing has an empty list', async () => {
  const result = await lookup.payments([drawing, stopped, '330105200001010013']);
  if (!result.ok) throw new Error(result.code);
  expect(result.value.get(drawing)).toHaveLength(12);
  expect(result.value.get(drawing)?.[0]).toEqual({
    certificateNumber: 'DB00000001',
    category: '城市低保',
    period: '2026-10',
    amount: '703.00',
    paidOn: '2026-10-15',
  });
  expect(result.value.get(stopped)?.[0]?.period).toBe('2026-04');
  expect(result.value.get('330105200001010013')).toEqual([]);
});

test('the lookup cannot write in the department’s database, whatever its views do', async () => {
  await server.db.raw(`
    set search_path = ${office.schema};
    create table noted (at timestamptz);
    create function note() returns text language plpgsql as
      'begin insert into ${office.schema}.noted values (now()); return ''noted''; end';
    alter table benefit_payment rename to payment_ledger;
    create view benefit_payment as select * from payment_ledger where note() = 'noted';
    reset search_path`);
  expect(await lookup.payments([drawing])).toMatchObject({ ok: false, code: 'SOURCE_INVALID' });
  expect(await server.db(`${office.schema}.noted`)).toEqual([]);
});

test('a schema name that is no name is refused before any question', () => {
  expect(() =>
    createPaymentLookup(systemClock, { connection: { value: office.url }, schema: 'x"; drop table y', policy }),
  ).toThrow('schema name');
});

describe('every fault costs an answer within the deadline, and heals', () => {
  const faults: readonly (readonly [DatabaseFault, string])[] = [
    [{ kind: 'down' }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'hang' }, 'SOURCE_TIMEOUT'],
    [{ kind: 'slow', delayMs: 3000 }, 'SOURCE_TIMEOUT'],
    [{ kind: 'truncated' }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'locked' }, 'SOURCE_TIMEOUT'],
    [{ kind: 'missing' }, 'SOURCE_INVALID'],
    [{ kind: 'wrong-type' }, 'SOURCE_INVALID'],
  ];
  const states = ['before the first connection', 'on a connection that is open'] as const;

  test.each(states.flatMap((state) => faults.map(([fault, code]) => [fault, state, code] as const)))(
    '%j %s',
    async (fault, state, code) => {
      if (state === 'on a connection that is open')
        expect(await lookup.payments([drawing])).toMatchObject({ ok: true });
      await office.misbehave(fault);
      const started = performance.now();
      const result = await lookup.payments([drawing]);
      expect(performance.now() - started).toBeLessThan(700);
      expect(result).toMatchObject({ ok: false, code, source: 'civil-affairs' });
      expect(JSON.stringify(result)).not.toMatch(/127\.0\.0\.1|postgres|benefit|11010519/);
      await office.misbehave(null);
      expect(await lookup.payments([drawing])).toMatchObject({ ok: true });
    },
  );
});
