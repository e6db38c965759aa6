import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { MappedRow, RecordValues } from '../../../schema/model/record.ts';
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

export type Alter = (dataset: string, cells: Cells) => Cells;

export interface ReadFolderOptions {
  /** Changes a row before its contract reads it, to soil a folder further; gives the cells back as they are otherwise. */
  readonly alter?: Alter;
}

/** Feeds, truth.csv and traps.csv of one district, mapped by the contracts: the newest version of every good row. */
export async function readLabelledFolder(
  folder: string,
  contracts: readonly Contract[],
  { alter = (_, cells) => cells }: ReadFolderOptions = {},
): Promise<LabelledFolder> {
  const records: RecordValues[] = [];
  for (const file of readdirSync(folder)) {
    const contract = contracts.find(({ dataset }) => dataset === file.replace(/\.[a-z]+$/, ''));
    if (!contract || contract.entity === 'grid') continue;
    for await (const row of readNewestRows(path.join(folder, file), contract, alter)) {
      const { dataset, entity: entityType } = contract;
      const { key, version, values, flags } = row;
      records.push({ id: asRecordId(String(records.length + 1)), dataset, key, entityType, version, values, flags });
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
  return { records, truth, traps };
}

async function* readNewestRows(file: string, contract: Contract, alter: Alter): AsyncGenerator<MappedRow> {
  const newest = new Map<string, MappedRow>();
  const map = createRowMapper(contract);
  for await (const page of readFeed(file, contract.form, { requiredColumns: [], gzip: false }).rows) {
    for (const row of page) {
      const mapped = 'cells' in row ? map(alter(contract.dataset, row.cells)) : null;
      if (!mapped?.ok || mapped.row.deleted) continue;
      const known = newest.get(mapped.row.key);
      if (!known || known.version < mapped.row.version) newest.set(mapped.row.key, mapped.row);
    }
  }
  yield* newest.values();
}

async function readCsv(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const lines: Record<string, string>[] = [];
  for await (const line of createReadStream(file).pipe(parse({ bom: true, columns: true }))) lines.push(line);
  return lines;
}
