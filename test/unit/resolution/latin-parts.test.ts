import fc from 'fast-check';
import { partNames } from '../../../schema/model/part-names.ts';
import type { PartKind, PartSettings, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { partMaker } from '../../../schema/rules/resolution/parts/part-maker.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { resident } from './resolution-records.ts';

function partsOf(
  values: Readonly<Record<string, string>>,
  parts: readonly PartSettings[],
): Readonly<Record<string, string>> {
  const settings: ResolutionSettings = {
    entityType: 'anybody',
    version: 'test',
    parts,
    comparisons: [],
    blocking: [],
    guards: [],
    caps: [],
    cuts: { linkPrecision: 0.9, leastProbability: 0.9, reviewProbability: 0.5 },
  };
  return prepareRecord(resident(values), settings).parts;
}

test('a whole name is given name, surname and what lies between, without titles and with short forms read in full', () => {
  const settings: PartSettings = {
    kind: 'latin-name',
    from: ['name'],
    into: 'name',
    dropWords: ['1st', 'baron', 'of'],
    sameWords: { thomas: ['tom', 'tommy'] },
  };
  expect(partsOf({ name: 'Tom Clifford, 1st Baron Clifford of Chudleigh' }, [settings])).toEqual({
    name: 'thomas clifford clifford chudleigh',
    'name.words': 'chudleigh clifford thomas',
    'name.sounds': 'cadlag clafad tan',
    'name.given': 'thomas',
    'name.givenSound': 'tan',
    'name.surname': 'chudleigh',
    'name.surnameSound': 'cadlag',
    'name.middle': 'clifford clifford',
  });
});

test('given name and surname in the wrong fields are the same words', () => {
  const settings: PartSettings = { kind: 'latin-name', from: ['given', 'family'], into: 'name' };
  const [right, swapped] = [
    partsOf({ given: 'ann', family: 'lee' }, [settings]),
    partsOf({ given: 'lee', family: 'ann' }, [settings]),
  ];
  expect(right['name.words']).toBe(swapped['name.words']);
  expect(right['name.given']).toBe(swapped['name.surname']);
});

test.each<readonly [string, PartKind, string, Readonly<Record<string, string>>]>([
  ['a date', 'written-date', '1862-03-09', { p: '1862-03-09', 'p.year': '1862', 'p.monthDay': '03-09' }],
  ['a date in one piece', 'written-date', '18620309', { p: '1862-03-09', 'p.year': '1862', 'p.monthDay': '03-09' }],
  [
    'a day that no calendar has',
    'written-date',
    '1862-01-81',
    { p: '1862-01-81', 'p.year': '1862', 'p.monthDay': '01-81' },
  ],
  ['the default day', 'written-date', '1862-01-01', { p: '1862-01-01', 'p.year': '1862' }],
  ['half a date', 'written-date', '1862-01', {}],
  [
    'a British postcode',
    'postcode',
    'tq13 8df',
    { p: 'TQ138DF', 'p.area': 'TQ', 'p.district': 'TQ13', 'p.sector': 'TQ138' },
  ],
  ['another postcode', 'postcode', ' 4740', { p: '4740', 'p.area': '47' }],
  ['a code', 'code', '12-ab/3', { p: '12AB3' }],
  ['nothing but signs', 'code', '--', {}],
])('%s', (_, kind, value, expected) => {
  expect(partsOf({ value }, [{ kind, from: ['value'], into: 'p' }])).toEqual(expected);
});

test('parts are put together from earlier parts, and only where all are there', () => {
  const parts: readonly PartSettings[] = [
    { kind: 'latin-name', from: ['name'], into: 'name' },
    { kind: 'start', from: ['name.given', 'name.surname'], characters: 2, into: 'starts' },
    { kind: 'joined', from: ['name.given', 'name.surname'], into: 'both' },
  ];
  expect(partsOf({ name: 'ann lee' }, parts)).toMatchObject({ starts: 'an/le', both: 'ann/lee' });
  expect(partsOf({ name: 'ann' }, parts)).not.toHaveProperty('both');
});

test('no kind makes a part that settings could not name', () => {
  const raw = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '王丽华',
      '李娜之子',
      '32010519900307453X',
      '91320105MA1X2Y3Z45',
      '1990-03-07',
      'tq13 8df',
      '13812345678',
    ),
    fc.constantFrom(
      '南京市建邺区奥体大街1号金陵世纪花园3幢2单元704室',
      '南京某某科技有限公司江宁分公司',
      'ann mary lee',
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...allKinds), fc.array(raw, { minLength: 1, maxLength: 4 }), (kind, values) => {
      const made = partMaker({ kind, from: ['a', 'b', 'c', 'd'], into: 'p', characters: 2 })(...values);
      for (const name of Object.keys(made)) expect(partNames[kind]).toContain(name);
    }),
    { numRuns: 2000, seed: 31 },
  );
});

const isKind = (name: string): name is PartKind => name in partNames;
const allKinds = Object.keys(partNames).filter(isKind);
