import type pg from 'pg';

/** Somebody who draws an allowance, as the office's own books have it. */
export interface Beneficiary {
  readonly certificateNumber: string;
  readonly idNumber: string;
  readonly category: string;
  /** CNY. */
  readonly monthlyAmount: number;
  readonly stopped: boolean;
}

const chunkRows = 2000;

/** A certificate per allowance, a payment on the 15th of each of the last twelve months; a stopped one ended in spring. */
export async function fillTables(
  admin: pg.Client,
  schema: string,
  beneficiaries: Iterable<Beneficiary>,
  today: string,
): Promise<void> {
  const name = checkedName(schema);
  await admin.query(`
    drop schema if exists ${name} cascade;
    create schema ${name};
    create table ${name}.benefit_certificate (
      certificate_no text primary key,
      id_number text not null,
      category text not null,
      monthly_amount numeric(10, 2) not null,
      stopped boolean not null
    );
    create index on ${name}.benefit_certificate (id_number);
    create table ${name}.benefit_payment (
      certificate_no text not null references ${name}.benefit_certificate,
      period text not null,
      amount numeric(10, 2) not null,
      paid_on date not null,
      primary key (certificate_no, period)
    );`);
  let chunk: Beneficiary[] = [];
  const flush = async (): Promise<void> => {
    await admin.query(
      `insert into ${name}.benefit_certificate
       select "certificateNumber", upper("idNumber"), category, "monthlyAmount", stopped
       from jsonb_to_recordset($1::jsonb)
         as t ("certificateNumber" text, "idNumber" text, category text, "monthlyAmount" numeric, stopped boolean)
       on conflict do nothing`,
      [JSON.stringify(chunk)],
    );
    chunk = [];
  };
  for (const beneficiary of beneficiaries) {
    chunk.push(beneficiary);
    if (chunk.length === chunkRows) await flush();
  }
  await flush();
  await admin.query(
    `insert into ${name}.benefit_payment
     select c.certificate_no, to_char(m.first, 'YYYY-MM'), c.monthly_amount, (m.first + interval '14 days')::date
     from ${name}.benefit_certificate c
     cross join generate_series(
       date_trunc('month', $1::timestamp) - interval '12 months', date_trunc('month', $1::timestamp) - interval '1 month',
       interval '1 month') as m (first)
     where not c.stopped or m.first < date_trunc('month', $1::timestamp) - interval '6 months'`,
    [today],
  );
}

export async function breakTables(
  admin: pg.Client,
  schema: string,
  kind: 'locked' | 'missing' | 'wrong-type',
): Promise<void> {
  const name = checkedName(schema);
  if (kind === 'locked') return void (await admin.query(`begin; lock table ${name}.benefit_payment`));
  await admin.query(`alter table ${name}.benefit_payment rename to benefit_payment_books`);
  if (kind === 'missing') return;
  await admin.query(
    `create view ${name}.benefit_payment as
     select certificate_no, period, '七百元整'::text as amount, paid_on from ${name}.benefit_payment_books`,
  );
}

/** As before any fault, whichever it was. */
export async function healTables(admin: pg.Client, schema: string): Promise<void> {
  const name = checkedName(schema);
  await admin.query('rollback');
  const { rows } = await admin.query('select to_regclass($1) is not null as broken', [`${name}.benefit_payment_books`]);
  if (rows[0]?.broken !== true) return;
  await admin.query(`drop view if exists ${name}.benefit_payment`);
  await admin.query(`alter table ${name}.benefit_payment_books rename to benefit_payment`);
}

export const dropTables = async (admin: pg.Client, schema: string): Promise<void> => {
  await admin.query(`drop schema if exists ${checkedName(schema)} cascade`);
};

function checkedName(schema: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new Error('civil-affairs: the schema name must be lower-case letters, digits and _.');
  return `"${schema}"`;
}
