import type { DistrictOptions, FeedRow } from '../../../connectors/simulated/district/district-model.ts';
import { simulatedFeeds } from '../../../connectors/simulated/district/feed-forms.ts';
import { generateDistrict } from '../../../connectors/simulated/district/generate-district.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';

export interface LabelledRecords {
  readonly records: readonly RecordValues[];
  /** `recordName` → true entity. */
  readonly truth: ReadonlyMap<string, string>;
}

export const recordName = ({ dataset, key }: { readonly dataset: string; readonly key: string }): string =>
  `${dataset}/${key}`;

/** A generated district mapped by the shipped contracts, without a database: the newest version of every good row. */
export function districtRecords(options: DistrictOptions): LabelledRecords {
  const district = generateDistrict(options);
  const newest = new Map<string, RecordValues>();
  let id = 1;
  for (const contract of loadContracts()) {
    const feed = simulatedFeeds.find(({ dataset }) => dataset === contract.dataset);
    const { entity } = contract;
    if (!feed || entity === 'grid') continue;
    const map = createRowMapper(contract);
    for (const row of district.feeds[feed.dataset]) {
      const cells = readCells(row, feed.columns);
      const mapped = cells && map(cells);
      if (!mapped?.ok || mapped.row.deleted) continue;
      const { key, version, values, flags } = mapped.row;
      const record = {
        id: asRecordId(String(id++)),
        dataset: contract.dataset,
        key,
        entityType: entity,
        version,
        values,
        flags,
      };
      const known = newest.get(recordName(record));
      if (!known || known.version < version) newest.set(recordName(record), record);
    }
  }
  return {
    records: [...newest.values()],
    truth: new Map(district.truth.map(({ dataset, key, truth }) => [recordName({ dataset, key }), truth])),
  };
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
