import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { BlockingRule, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import { type LabelledRecords, recordName } from './district-records.ts';

/**
 * The records of a generated city (columns rid, ent, dept, name, gender, dob, id_no, phone, addr, comm) as a contract
 * would map them. `truth` is kept apart: nothing but the evaluation reads it.
 */
export async function readChineseRecords(file: string): Promise<LabelledRecords> {
  const records: RecordValues[] = [];
  const truth = new Map<string, string>();
  for await (const line of createReadStream(file).pipe(parse({ columns: true }))) {
    const record = toRecord(line, records.length + 1);
    records.push(record);
    truth.set(recordName(record), line.ent);
  }
  return { records, truth };
}

function toRecord(line: Readonly<Record<string, string>>, number: number): RecordValues {
  const { name, dob, id_no, phone, addr, comm, gender } = line;
  const values = {
    name,
    birthDate: dob,
    documentNumber: id_no,
    phone,
    sex: gender === 'M' ? '1' : gender === 'F' ? '2' : '',
    actualAddress: addr,
    gridCode: comm,
  };
  return {
    id: asRecordId(String(number)),
    dataset: `city.${line.dept ?? ''}`,
    key: line.rid ?? '',
    entityType: 'resident',
    version: '2026-10-01T00:00:00.000Z',
    values: Object.fromEntries(Object.entries(values).flatMap(([element, value]) => (value ? [[element, value]] : []))),
    flags: [],
  };
}

/** The candidate rules of the comparison with a peer: both make the same pairs, so no rule has a cap. */
const rule = (name: string, parts: readonly string[]): BlockingRule => ({
  name,
  label: { zh: name, en: name },
  parts,
  cap: Number.MAX_SAFE_INTEGER,
  refine: [],
  refinedCap: Number.MAX_SAFE_INTEGER,
});

const residents = shippedSettings('resident');

/** What the hub compares of residents, over the candidates of the comparison with a peer. */
export const chineseSettings: ResolutionSettings = {
  ...residents,
  version: `${residents.version}-peer-candidates`,
  blocking: [
    rule('document', ['document.number']),
    rule('phone', ['phone']),
    rule('name', ['name.folded']),
    rule('birth-surname', ['birth', 'name.surnamePinyin']),
    rule('birth-grid', ['birth', 'grid']),
  ],
};
