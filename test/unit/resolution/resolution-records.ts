import { asRecordId, type EntityType } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { citizenIdCheckCharacter } from '../../../schema/rules/elements/citizen-id.ts';
import { creditCodeCheckCharacter } from '../../../schema/rules/elements/credit-code.ts';

type Values = Readonly<Record<string, string>>;
type About = Partial<Pick<RecordValues, 'id' | 'dataset' | 'key'>>;

let next = 1;

const makeRecord = (entityType: EntityType, values: Values, about: About): RecordValues => {
  const number = next++;
  return {
    id: asRecordId(String(number)),
    dataset: 'test.records',
    key: `K${number}`,
    entityType,
    version: '2026-10-01T00:00:00.000Z',
    values,
    flags: [],
    ...about,
  };
};

export const resident = (values: Values, about: About = {}): RecordValues => makeRecord('resident', values, about);

export const legalEntity = (values: Values, about: About = {}): RecordValues =>
  makeRecord('legal-entity', values, about);

/** A valid citizen number: division, birth date YYYYMMDD, sequence of three digits. */
export const citizenId = (birth: string, sequence = '001', division = '320105'): string => {
  const digits = division + birth.replaceAll('-', '') + sequence;
  return digits + citizenIdCheckCharacter(digits);
};

/** A valid credit code of a company around eight characters of an organisation code. */
export const creditCode = (organisation: string): string => {
  const code = `91320105${organisation.padEnd(9, '0')}`;
  return code + creditCodeCheckCharacter(code);
};

export const flat = (building: number, room: number): string =>
  `南京市建邺区兴隆街道奥体大街1号金陵世纪花园${building}幢2单元${room}室`;
