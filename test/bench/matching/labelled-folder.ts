import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';
import { type LabelledRecords, recordName } from './district-records.ts';

type Cells = Readonly<Record<string, unknown>>;

/** One line of traps.csv. `a` and `b` are true entities; for childUnderMother dataset and key of the child's record. */
export interface TrapLine {
  readonly trap: string;
  readonly a: string;
  readonly b: string;
}

export interface LabelledFolder extends LabelledRecords {
  readonly traps: readonly TrapLine[];
}

export interface ReadFolderOptions {
  /** Changes a row before its contract reads it, to soil a folder further; gives the cells back as they are otherwise. */
  readonly alter?: (dataset: string, cells: Cells) => Cells;
}

/** Feeds, truth.csv and traps.csv of one district, mapped by the contracts: the newest version of every good row. */
export async function readLabelledFolder(
  folder: string,
  contracts: readonly Contract[],
  { alter = (_, cells) => cells }: ReadFolderOptions = {},
): Promise<LabelledFolder> {
  const files = readdirSync(folder);
  const newest = new Map<string, RecordValues>();
  for (const contract of contracts) {
    const file = files.find((name) => name.replace(/\.[a-z]+$/, '') === contract.dataset);
    if (file === undefined || contract.entity === 'grid') continue;
    const map = createRowMapper(contract);
    const reading = readFeed(path.join(folder, file), contract.form, { requiredColumns: [], gzip: false });
    for await (const page of reading.rows) {
      for (const row of page) {
        const mapped = 'cells' in row ? map(alter(contract.dataset, row.cells)) : null;
        if (!mapped?.ok || mapped.row.deleted) continue;
        const { key, version, values, flags } = mapped.row;
        const about = { dataset: contract.dataset, key };
        const known = newest.get(recordName(about));
        if (known && known.version >= version) continue;
        const id = known?.id ?? asRecordId(String(newest.size + 1));
        newest.set(recordName(about), { id, ...about, entityType: contract.entity, version, values, flags });
      }
    }
  }
  const truth = new Map<string, string>();
  for (const line of await readCsv(path.join(folder, 'truth.csv'))) {
    truth.set(recordName({ dataset: line.dataset ?? '', key: line.key ?? '' }), line.truth ?? '');
  }
  const traps = (await readCsv(path.join(folder, 'traps.csv'))).map(({ trap = '', a = '', b = '' }) => ({
    trap,
    a,
    b,
  }));
  return { records: [...newest.values()], truth, traps };
}

async function readCsv(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const lines: Record<string, string>[] = [];
  for await (const line of createReadStream(file).pipe(parse({ bom: true, columns: true }))) lines.push(line);
  return lines;
}
