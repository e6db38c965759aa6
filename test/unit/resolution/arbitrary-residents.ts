import fc from 'fast-check';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { citizenId, flat } from './resolution-records.ts';

const births = ['1974-08-11', '1974-11-08', '1974-01-01', '2026-03-01'];
const numbers = births.flatMap((birth) => [citizenId(birth, '002'), citizenId(birth, '013')]);
const broken = numbers.map((number) => `${number.slice(0, 16)}${(Number(number[16]) + 3) % 10}${number.slice(17)}`);

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Few distinct values, so that records agree, nearly agree and contradict each other in every way. */
const values = fc.record({
  name: optional(['王丽华', '王莉华', '王丽?', '王小明', '李强', '王丽华之子']),
  formerName: optional(['王招娣', '王丽华']),
  documentNumber: optional([...numbers, ...broken]),
  birthDate: optional(births),
  sex: optional(['1', '2', '0']),
  phone: optional(['13812345678', '13900000001']),
  actualAddress: optional([
    flat(3, 704),
    '建邺区金陵世纪花园3-2-704',
    '奥体大街1号3幢2单元704室',
    flat(3, 801),
    flat(9, 101),
  ]),
  registeredAddress: optional([flat(3, 704), flat(20, 1001)]),
  gridCode: optional(['320105001001001', '320105001001002']),
});

/** Up to 24 records of residents with distinct ids and keys. */
export const residentsLikeEachOther: fc.Arbitrary<readonly RecordValues[]> = fc
  .array(values, { minLength: 2, maxLength: 24 })
  .map((rows) =>
    rows.map((row, i) => ({
      id: asRecordId(String(i * 7 + 5)),
      dataset: i % 2 === 0 ? 'test.even' : 'test.odd',
      key: `K${i}`,
      entityType: 'resident',
      version: '2026-10-01T00:00:00.000Z',
      values: Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value ? [[name, value]] : []))),
      flags: [],
    })),
  );
