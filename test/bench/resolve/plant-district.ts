import { createHash } from 'node:crypto';
import { districtEvents } from '../../../connectors/simulated/district/district-events.ts';
import type { FeedRow } from '../../../connectors/simulated/district/district-model.ts';
import { simulatedFeeds } from '../../../connectors/simulated/district/feed-forms.ts';
import type { EntityType } from '../../../schema/model/identity.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import type { MappedRow } from '../../../schema/model/record.ts';
import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';
import { copyRows } from '../../../schema/store/copy-rows.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';

/** Rows of one COPY. */
const pageRows = 5_000;

interface PlantedRow extends MappedRow {
  readonly dataset: string;
  readonly entityType: EntityType;
}

/**
 * Puts so many records of a generated district where ingest would, each waiting for resolution: the newest row of each
 * key, mapped by the shipped contracts. Verbatim rows and history are left out, resolution reads neither.
 */
export async function plantDistrict(db: Database, records: number, seed: number): Promise<void> {
  const page: PlantedRow[] = [];
  let planted = 0;
  const write = async () => {
    await copyRecords(db, page.splice(0));
  };
  for (const row of districtRows(records, seed)) {
    page.push(row);
    planted += 1;
    if (page.length === pageRows) await write();
    if (planted === records) break;
  }
  await write();
  await runSql(db, 'insert into pending_record (record_id) select id from record order by id');
  await runSql(db, 'analyze record');
}

/** Mapped rows of a district large enough; the first row of a key stands, for the order of rows is arbitrary here. */
function* districtRows(records: number, seed: number): Generator<PlantedRow> {
  const feeds = new Map<
    string,
    { readonly entityType: EntityType; readonly map: (row: FeedRow) => MappedRow | null }
  >();
  for (const contract of loadContracts()) {
    const feed = simulatedFeeds.find(({ dataset }) => dataset === contract.dataset);
    const { entity } = contract;
    if (!feed || entity === 'grid') continue;
    const mapRow = createRowMapper(contract);
    const map = (row: FeedRow): MappedRow | null => {
      const cells = readCells(row, feed.columns);
      const mapped = cells && mapRow(cells);
      return mapped?.ok && !mapped.row.deleted ? mapped.row : null;
    };
    feeds.set(contract.dataset, { entityType: entity, map });
  }
  const seen = new Set<string>();
  // A district has about two rows for each of its residents; a quarter more, so that there are enough.
  for (const event of districtEvents({ residents: Math.ceil(records * 0.65), seed, today: '2026-11-01' })) {
    if (event.kind !== 'row') continue;
    const feed = feeds.get(event.dataset);
    const row = feed?.map(event.row);
    if (!feed || !row) continue;
    const name = `${event.dataset}/${row.key}`;
    if (seen.has(name)) continue;
    seen.add(name);
    yield { ...row, dataset: event.dataset, entityType: feed.entityType };
  }
}

function readCells(row: FeedRow, columns: readonly string[]): Readonly<Record<string, unknown>> | null {
  if ('cells' in row) return Object.fromEntries(columns.map((column, i) => [column, String(row.cells[i] ?? '')]));
  try {
    const resource: unknown = JSON.parse(row.line);
    return typeof resource === 'object' && resource !== null ? Object.fromEntries(Object.entries(resource)) : null;
  } catch {
    return null;
  }
}

async function copyRecords(db: Database, rows: readonly PlantedRow[]): Promise<void> {
  const now = new Date();
  const columns = ['dataset', 'key', 'entity_type', 'version', 'hash', 'raw', '"values"', 'flags'];
  await db.transaction((trx) =>
    copyRows(
      trx,
      'record',
      [...columns, 'first_received_at', 'received_at'],
      rows.map(({ dataset, key, entityType, version, values, flags }) => {
        const text = JSON.stringify(values);
        const hash = createHash('sha256').update(text).digest();
        return [dataset, key, entityType, version, hash, '{}', text, JSON.stringify(flags), now, now];
      }),
    ),
  );
}
