import { createReadStream } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';

/** A public data set of persons with its truth: where its files are, and what its columns mean. */
export interface PublicDataSet {
  readonly name: string;
  /** From the folder given by `--data`. */
  readonly files: readonly string[];
  readonly idColumn: string;
  /** The true entity of a row; read for evaluation alone, never handed to the engine. */
  entityOf(row: Readonly<Record<string, string>>): string;
  /** In test/bench/matching/settings. */
  readonly settings: string;
  /** In test/bench/matching/peers. */
  readonly peer: string;
  /** Only pairs across the files are sought, and counted. */
  readonly across: boolean;
}

const febrlEntity = ({ rec_id: id = '' }: Readonly<Record<string, string>>): string => id.replace(/^(rec-\d+)-.*$/, '$1');

export const publicDataSets: readonly PublicDataSet[] = [
  {
    name: 'febrl3',
    files: ['febrl/dataset3.csv'],
    idColumn: 'rec_id',
    entityOf: febrlEntity,
    settings: 'febrl.settings.yaml',
    peer: 'splink_febrl3.py',
    across: false,
  },
  {
    name: 'febrl4',
    files: ['febrl/dataset4a.csv', 'febrl/dataset4b.csv'],
    idColumn: 'rec_id',
    entityOf: febrlEntity,
    settings: 'febrl.settings.yaml',
    peer: 'splink_febrl4.py',
    across: true,
  },
  {
    name: 'historical50k',
    files: ['historical/historical_figures_with_errors_50k.csv'],
    idColumn: 'unique_id',
    entityOf: ({ cluster = '' }) => cluster,
    settings: 'historical.settings.yaml',
    peer: 'splink_historical.py',
    across: false,
  },
];

export interface PublicRecords {
  readonly records: readonly RecordValues[];
  /** Row id → true entity. */
  readonly truth: ReadonlyMap<string, string>;
}

/** The rows as records, one dataset per file, keys and truth by the rows' own ids. Values are trimmed, blanks absent. */
export async function readPublicRecords(folder: string, dataSet: PublicDataSet): Promise<PublicRecords> {
  const records: RecordValues[] = [];
  const truth = new Map<string, string>();
  for (const file of dataSet.files) {
    const lines = createReadStream(path.join(folder, file)).pipe(
      parse({ bom: true, trim: true, columns: (header: string[]) => header.map((name) => name.trim()) }),
    );
    for await (const row of lines as AsyncIterable<Readonly<Record<string, string>>>) {
      const key = row[dataSet.idColumn] ?? '';
      truth.set(key, dataSet.entityOf(row));
      records.push({
        id: asRecordId(String(records.length + 1)),
        dataset: `public.${path.basename(file, '.csv')}`,
        key,
        entityType: 'resident',
        version: '2026-01-01T00:00:00.000Z',
        values: withoutTruth(row, dataSet),
        flags: [],
      });
    }
  }
  return { records, truth };
}

/** What the engine may see: neither the id nor the columns that the truth is read from. */
function withoutTruth(row: Readonly<Record<string, string>>, { idColumn }: PublicDataSet): RecordValues['values'] {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== '' && name !== idColumn && name !== 'cluster'),
  );
}
