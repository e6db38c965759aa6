import { createReadStream } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { type LabelledRecords, recordName } from './district-records.ts';
import type { PeerTraining } from './same-levels.ts';

/** A public data set of persons with its truth: where its files are, and what its columns mean. */
export interface PublicDataSet {
  readonly name: string;
  /** From the folder given by `--data`. */
  readonly files: readonly string[];
  readonly idColumn: string;
  /** The true entity of a row; read for evaluation alone, never handed to the engine. */
  entityOf(row: Readonly<Record<string, string>>): string;
  /** In test/bench/matching/settings; `settingsOfPeer`: the peer's own levels, where they were written down for us. */
  readonly settings: string;
  readonly settingsOfPeer?: string;
  /** In test/bench/matching/peers. */
  readonly peer: string;
  readonly peerTraining: PeerTraining;
  /** Least F1 of cluster pairs, and of B³ where one is set. */
  readonly goals: { readonly clusterPairs: number; readonly records?: number };
}

const febrlEntity = ({ rec_id: id = '' }: Readonly<Record<string, string>>): string =>
  id.replace(/^(rec-\d+)-.*$/, '$1');

/** As in Splink's public demonstrations, like the training of historical50k below. */
const febrlTraining: PeerTraining = {
  certain: [['number'], ['name.given', 'name.surname', 'birth']],
  recall: 0.9,
  sessions: [['birth'], ['postcode']],
};

export const publicDataSets: readonly PublicDataSet[] = [
  {
    name: 'febrl3',
    files: ['febrl/dataset3.csv'],
    idColumn: 'rec_id',
    entityOf: febrlEntity,
    settings: 'febrl.settings.yaml',
    peer: 'splink_febrl3.py',
    peerTraining: febrlTraining,
    goals: { clusterPairs: 0.998 },
  },
  {
    name: 'febrl4',
    files: ['febrl/dataset4a.csv', 'febrl/dataset4b.csv'],
    idColumn: 'rec_id',
    entityOf: febrlEntity,
    settings: 'febrl.settings.yaml',
    peer: 'splink_febrl4.py',
    peerTraining: febrlTraining,
    goals: { clusterPairs: 0.999 },
  },
  {
    name: 'historical50k',
    files: ['historical/historical_figures_with_errors_50k.csv'],
    idColumn: 'unique_id',
    entityOf: ({ cluster = '' }) => cluster,
    settings: 'historical.settings.yaml',
    settingsOfPeer: 'historical-as-splink.settings.yaml',
    peer: 'splink_historical.py',
    peerTraining: {
      certain: [
        ['name.given', 'name.surname', 'birth'],
        ['givenStart', 'name.surname', 'postcode.area'],
        ['birth', 'postcode'],
      ],
      recall: 0.6,
      sessions: [['name.given', 'name.surname'], ['birth']],
    },
    goals: { clusterPairs: 0.85, records: 0.88 },
  },
];

export interface PublicRecords extends LabelledRecords {
  /** A row's own id → recordName, the name of truth. */
  readonly nameOf: ReadonlyMap<string, string>;
  /** Where the rows were read from. */
  readonly paths: readonly string[];
}

/** The rows as records, one dataset per file, keys by the rows' own ids. Values are trimmed, blanks absent. */
export async function readPublicRecords(folder: string, dataSet: PublicDataSet): Promise<PublicRecords> {
  const records: RecordValues[] = [];
  const truth = new Map<string, string>();
  const nameOf = new Map<string, string>();
  const paths = dataSet.files.map((file) => path.join(folder, file));
  for (const file of paths) {
    const lines = createReadStream(file).pipe(
      parse({ bom: true, trim: true, columns: (header: string[]) => header.map((name) => name.trim()) }),
    );
    for await (const row of lines as AsyncIterable<Readonly<Record<string, string>>>) {
      const key = row[dataSet.idColumn] ?? '';
      const dataset = `public.${path.basename(file, '.csv')}`;
      const name = recordName({ dataset, key });
      truth.set(name, dataSet.entityOf(row));
      nameOf.set(key, name);
      records.push({
        id: asRecordId(String(records.length + 1)),
        dataset,
        key,
        entityType: 'resident',
        version: '2026-01-01T00:00:00.000Z',
        values: withoutTruth(row, dataSet),
        flags: [],
      });
    }
  }
  return { records, truth, nameOf, paths };
}

/** What the engine may see: neither the id nor the columns that the truth is read from. */
function withoutTruth(row: Readonly<Record<string, string>>, { idColumn }: PublicDataSet): RecordValues['values'] {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== '' && name !== idColumn && name !== 'cluster'),
  );
}
