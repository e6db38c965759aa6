import { asRecordId, type EntityType } from '../../../schema/model/identity.ts';
import { compactProvenance, expandProvenance } from '../../../schema/rules/golden/compact-provenance.ts';
import { householdOf } from '../../../schema/rules/golden/household.ts';
import {
  copyBlockingKeys,
  copyRecordBlocks,
  createBlockStore,
  encodeBlockingKeyRow,
  encodeRecordBlockRow,
  toStoredKey,
} from '../../../schema/store/blocking-key-store.ts';
import { copyChanges, encodeChangeRow } from '../../../schema/store/change-store.ts';
import { copyText } from '../../../schema/store/copy-rows.ts';
import type { Database } from '../../../schema/store/database.ts';
import { copyGolden, encodeGoldenRow } from '../../../schema/store/golden-row.ts';
import { copyHouseholdMembers, encodeHouseholdRow } from '../../../schema/store/household-store.ts';
import { copyEntities, copyLinks, encodeEntityRow, encodeLinkRow } from '../../../schema/store/link-store.ts';
import { createNext, indexNext, nextOf, takePlaces } from '../../../schema/store/next-table.ts';
import { copyPairs, encodePairRow } from '../../../schema/store/pair-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { putRecord, readClusters, resolveAll } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { findBrokenPromises } from '../../support/histories/check-stable-ids.ts';
import { messyRecords } from '../../support/histories/messy-records.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  for (const [place, { states, ...record }] of messyRecords.entries()) {
    const values = { ...states[0]?.values, actualAddress: `a\\b\tc "${place}"` };
    await putRecord(db, { ...record, ...states[0], values: place % 3 === 0 ? values : (states[0]?.values ?? {}) });
  }
  await resolveAll(db);
});
afterEach(() => database.close());

const tables = [
  'record_block',
  'blocking_key',
  'pair',
  'entity',
  'link',
  'resident',
  'legal_entity',
  'household_member',
  'change',
];

// biome-ignore lint/suspicious/noExplicitAny: rows of many tables.
const rowsOf = (table: string): Promise<readonly any[]> => runSql(db, `select * from ${table}`);
const contentOf = async (table: string): Promise<readonly string[]> =>
  (await runSql<{ row: string }>(db, `select to_jsonb(t)::text as row from ${table} t order by 1`)).map(
    ({ row }) => row,
  );

/** Every row of the table as its encoder writes it. */
async function encodeAll(table: string): Promise<{ readonly statement: string; readonly lines: readonly string[] }> {
  const next = nextOf(table);
  const rows = await rowsOf(table);
  switch (table) {
    case 'record_block': {
      const keys = (list: readonly string[]) => list.map(BigInt);
      const lines = rows.map((row) => encodeRecordBlockRow(row.record_id, keys(row.coarse), keys(row.refined)));
      return { statement: copyRecordBlocks(next), lines };
    }
    case 'blocking_key':
      return {
        statement: copyBlockingKeys(next),
        lines: rows.map((row) => encodeBlockingKeyRow(BigInt(row.key), row.record_id)),
      };
    case 'pair':
      return { statement: copyPairs(next), lines: rows.map(encodePairRow) };
    case 'entity':
      return {
        statement: copyEntities(next),
        lines: rows.map((row) => encodeEntityRow(row.entity_type, row, row.created_at)),
      };
    case 'link': {
      const lines = rows.map((row) =>
        encodeLinkRow({ recordId: row.record_id, entityId: row.entity_id }, row.linked_at),
      );
      return { statement: copyLinks(next), lines };
    }
    case 'resident':
      return encodeGolden('resident', next, rows);
    case 'legal_entity':
      return encodeGolden('legal-entity', next, rows);
    case 'household_member': {
      const lines = rows.map((row) =>
        encodeHouseholdRow(
          {
            id: row.resident_id,
            household: { id: row.household_id, basis: row.basis },
            values: row.relation_to_head === null ? {} : { relationToHead: row.relation_to_head },
          },
          row.since,
        ),
      );
      return { statement: copyHouseholdMembers(next), lines };
    }
    default: {
      const lines = rows.map((row) =>
        encodeChangeRow(
          {
            kind: row.kind,
            entityType: row.entity_type,
            entityId: row.entity_id,
            otherEntityId: row.other_entity_id,
            fields: row.fields,
            gridCode: row.grid_code,
            previousGridCode: row.previous_grid_code,
          },
          BigInt(row.seq),
          row.at,
        ),
      );
      return { statement: copyChanges(next), lines };
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
function encodeGolden(entityType: EntityType, next: string, rows: readonly any[]) {
  const lines = rows.map((row) =>
    encodeGoldenRow(
      entityType,
      {
        id: row.id,
        values: row.values,
        provenance: compactProvenance(expandProvenance(row.provenance)),
        household: entityType === 'resident' ? householdOf(row.values) : null,
        recordCount: row.record_count,
        hash: row.hash,
      },
      row.updated_at,
    ),
  );
  return { statement: copyGolden(entityType, next), lines };
}

test('rows by the encoders and tables that take the place of others leave the hub as it was', async () => {
  const before = await Promise.all(tables.map(contentOf));
  const schema = await describeTables();
  expect(before.every((rows) => rows.length > 0)).toBe(true);
  for (const table of tables) {
    await db.transaction(async (trx) => {
      await createNext(trx, table);
      const { statement, lines } = await encodeAll(table);
      await copyText(trx, statement, Buffer.from(lines.join('')));
      await indexNext(trx, table);
    });
  }
  await db.transaction((trx) => takePlaces(trx, tables));
  expect(await Promise.all(tables.map(contentOf))).toEqual(before);
  expect(await describeTables()).toEqual(schema);

  const clusters = await readClusters(db);
  await runSql(db, 'insert into pending_record (record_id) select id from record');
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(clusters);
  expect(await findBrokenPromises(db)).toEqual([]);
});

test('a table in use takes no place: the caller tries again, the reader never notices', async () => {
  await createNext(db, 'pair');
  await indexNext(db, 'pair');
  await db.transaction(async (reader) => {
    await runSql(reader, 'select * from pair');
    await expect(db.transaction((trx) => takePlaces(trx, ['pair']))).rejects.toMatchObject({ code: '55P03' });
    expect((await runSql(reader, 'select * from pair')).length).toBeGreaterThan(0);
  });
});

test('a key that is stored by its encoder is found by the store of its type', async () => {
  const record = asRecordId('4711');
  const key = toStoredKey('legal-entity', 42n);
  await copyText(db, copyBlockingKeys(), Buffer.from(encodeBlockingKeyRow(key, record)));
  expect(await createBlockStore(db, 'legal-entity').findMembers([42n])).toEqual([record]);
  expect(await createBlockStore(db, 'resident').findMembers([42n])).toEqual([]);
});

/** Columns, constraints and indexes, as text. */
const describeTables = (): Promise<readonly unknown[]> =>
  runSql(
    db,
    `select line from (
       select format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) from information_schema.columns
         where table_schema = 'public' and table_name = any(?::text[])
       union all
       select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
         where conrelid::regclass::text = any(?::text[])
       union all
       select indexdef from pg_indexes where schemaname = 'public' and tablename = any(?::text[])
     ) as t (line) order by line`,
    [tables, tables, tables],
  );
