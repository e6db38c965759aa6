import path from 'node:path';
import fc from 'fast-check';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { createFrameWriter, fillFromPrepared } from '../../../jobs/resolution/frame/fill-frame.ts';
import { createFrame, type Frame } from '../../../jobs/resolution/frame/frame.ts';
import { layOutFrame } from '../../../jobs/resolution/frame/frame-layout.ts';
import { readPrepared } from '../../../jobs/resolution/frame/read-prepared.ts';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import { createRandom } from '../../../jobs/resolution/training/random.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import { loadResolutionSettings } from '../../../schema/model/load-resolution-settings.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { ResolutionModel, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { evaluateClusters } from '../../../schema/rules/resolution/evaluate.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { compareIds } from '../../../schema/rules/resolution/record-order.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import { recordName } from '../../bench/matching/district-records.ts';
import { resolveLabelled } from '../../bench/matching/resolve-labelled.ts';

const febrl = loadResolutionSettings(path.join(packageRoot(), 'test/bench/matching/settings/febrl.settings.yaml'));
const { records, truth } = inventPersons(260, 7);
let model: ResolutionModel;
beforeAll(async () => {
  model = await trainModel(records, febrl, { seed: 1, samples: 200_000 });
});

test('an entity type that is nothing but a settings file is learned and resolved', () => {
  expect(model.version).toMatch(/^febrl-person-trained-/);
  const { precision, recall } = evaluateClusters(resolveLabelled(records, model).clusters, truth);
  expect(precision).toBeGreaterThanOrEqual(0.998);
  expect(recall).toBeGreaterThanOrEqual(0.99);
});

test('the bulk engine finds for it exactly what comparing pair by pair gives', () => {
  const prepared = new Map(records.map((record) => [record.id, prepareRecord(record, febrl)]));
  const pairs = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
  expect(pairs.length).toBeGreaterThan(300);
  for (const { a, b, weight, outcome, levels } of pairs) {
    const [left, right] = [prepared.get(a), prepared.get(b)];
    if (!left || !right) throw new Error('a pair of an unknown record');
    expect(comparePair(left, right, model)).toMatchObject({ weight, outcome, levels });
    expect(compareIds(a, b)).toBeLessThan(0);
  }
});

test('written straight from their values the records are the same numbers as when prepared first', () => {
  const [rule] = febrl.blocking;
  if (!rule) throw new Error('the settings block by nothing');
  // Also such parts as are made of earlier ones.
  const settings: ResolutionSettings = {
    ...febrl,
    parts: [
      ...febrl.parts,
      { kind: 'start', from: ['name.surname'], characters: 3, into: 'begin' },
      { kind: 'joined', from: ['begin', 'postcode'], into: 'both' },
    ],
    blocking: [...febrl.blocking, { ...rule, name: 'both', parts: ['both'], refine: [] }],
  };
  const layout = layOutFrame(settings);
  const prepared = createFrame(layout, records.length);
  fillFromPrepared(
    prepared,
    records.map((record) => prepareRecord(record, settings)),
  );
  const written = createFrame(layout, records.length);
  const write = createFrameWriter(written);
  records.forEach(({ dataset, key, values }, place) => {
    write(place, dataset, key, values);
  });
  const parts = (frame: Frame) => records.map((_, place) => readPrepared(frame, settings, place).parts);
  expect(parts(written)).toEqual(parts(prepared));
  expect(Object.keys(parts(written)[0] ?? {}).length).toBeGreaterThan(8);
  expect(parts(written).some((made) => made['name.surname'] && !made['name.given'])).toBe(true);
  expect(parts(written).some((made) => made.both)).toBe(true);
});

test('which record comes first does not matter to what a pair proves', () => {
  const place = fc.nat({ max: records.length - 1 });
  fc.assert(
    fc.property(place, place, (i, j) => {
      const [a, b] = [records[i], records[j]];
      if (!a || !b) return;
      const [left, right] = [prepareRecord(a, febrl), prepareRecord(b, febrl)];
      expect(comparePair(right, left, model)).toEqual(comparePair(left, right, model));
    }),
    { numRuns: 3000, seed: 41 },
  );
});

/** Each person once as it is and once or twice with slips: letters lost or swapped, names exchanged, fields left out. */
function inventPersons(persons: number, seed: number) {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  const syllables = ['ba', 'ro', 'min', 'tel', 'car', 'dow', 'sen', 'lu', 'har', 'vin', 'gre', 'pol'];
  const word = (length: number): string => Array.from({ length }, () => pick(syllables)).join('');
  const digits = (length: number): string => Array.from({ length }, () => below(10)).join('');
  const [givenNames, surnames, streets, suburbs] = [60, 200, 150, 80].map((count) =>
    Array.from({ length: count }, () => word(2 + below(2))),
  );
  const slip = (text: string): string => {
    const at = below(text.length - 1);
    const [left, first, second, right] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1), text.slice(at + 2)];
    return random() < 0.5 ? left + second + right : left + second + first + right;
  };
  const soil = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const { given_name: given = '', surname = '', ...rest } = values;
    const exchanged = random() < 0.05 ? { given_name: surname, surname: given, ...rest } : values;
    return Object.fromEntries(
      Object.entries(exchanged).flatMap(([name, value]) => {
        const luck = random();
        return luck < 0.04 ? [] : [[name, luck < 0.14 && value.length > 1 ? slip(value) : value]];
      }),
    );
  };
  const made: RecordValues[] = [];
  const entities = new Map<string, string>();
  for (let person = 0; person < persons; person++) {
    const values = {
      given_name: pick(givenNames ?? []),
      surname: pick(surnames ?? []),
      street_number: String(1 + below(200)),
      address_1: `${pick(streets ?? [])} street`,
      address_2: word(3),
      suburb: pick(suburbs ?? []),
      postcode: digits(4),
      state: pick(['nsw', 'vic', 'qld']),
      date_of_birth: `19${digits(2)}0${1 + below(9)}1${digits(1)}`,
      soc_sec_id: digits(7),
    };
    const copies = [values, ...Array.from({ length: 1 + below(2) }, () => soil(values))];
    for (const [number, copy] of copies.entries()) {
      const about = { dataset: 'test.persons', key: `P${person}-${number}` };
      made.push({
        ...about,
        id: asRecordId(String(made.length + 1)),
        entityType: 'resident',
        version: '2026-10-01T00:00:00.000Z',
        values: copy,
        flags: [],
      });
      entities.set(recordName(about), String(person));
    }
  }
  return { records: made, truth: entities };
}
