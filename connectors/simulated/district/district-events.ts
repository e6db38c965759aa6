import type { DistrictEvent, DistrictOptions, LegalEntity, Person, Trap } from './district-model.ts';
import { createGeography } from './geography.ts';
import { drawHouseholds } from './households.ts';
import { createEntityDrawer, type DrawnEntity } from './legal-entities.ts';
import { writeInstitutionRow, writeSocialOrganisationRow, writeSpecialTradeRow } from './legal-entity-rows.ts';
import { createRandom, type Random } from './random.ts';
import { coverage, legalEntityRates, residentRates, soil } from './rates.ts';
import { createRejects } from './rejected-rows.ts';
import * as rows from './resident-rows.ts';
import { createRing } from './ring.ts';
import { createKeys } from './row-keys.ts';

const legalEntitiesPerResident = 0.2;
const keepApart = 'must stay apart';

/**
 * Tells a district, household by household: who lives there and what each department writes down of them. The same
 * options give the same events. Memory grows with the issued identity numbers only, so that a million residents pass.
 */
export function* districtEvents(options: DistrictOptions): Generator<DistrictEvent> {
  const random = createRandom(options.seed);
  const geography = createGeography(random, options.residents);
  const sources = { random, geography, options };
  const keys = createKeys(options.seed);
  const rejects = createRejects(random);
  const drawEntity = createEntityDrawer(random, geography);
  const representatives = createRing<Person>(random, 200);
  let entitiesDue = 0;
  let entitiesDrawn = 0;

  for (const { code, street, community, grid } of geography.grids) {
    yield {
      kind: 'row',
      dataset: 'reference.grids',
      row: { cells: [code, street, community, grid] },
      key: code,
      truth: null,
    };
  }
  for (const { people, coincidences } of drawHouseholds(random, geography, options)) {
    for (const person of people) {
      yield { kind: 'person', person };
      yield* personRows(sources, person, keys, rejects);
      if (person.age >= 24 && person.age < 80) representatives.add(person);
    }
    for (const { kind, a, b } of coincidences) {
      const expected = kind === 'twoIds' ? 'one person; link only by review' : keepApart;
      yield trap({ trap: kind, a, b, expected });
    }
    entitiesDue += people.length * legalEntitiesPerResident;
    for (let person = representatives.any(); person !== null && entitiesDrawn < entitiesDue; ) {
      const drawn = drawEntity(person);
      entitiesDrawn += drawn.length;
      for (const one of drawn) yield* entityRows(sources, one, keys, rejects);
      person = representatives.any();
    }
  }
}

type Keys = ReturnType<typeof createKeys>;
type Rejects = ReturnType<typeof createRejects>;

function* personRows(sources: rows.RowSources, person: Person, keys: Keys, rejects: Rejects): Generator<DistrictEvent> {
  const { random, options } = sources;
  for (const [dataset, write] of residentDatasetsOf(random, person)) {
    const mothers = dataset === 'health.patient' && isUnderMother(random, person) ? person.mother : null;
    // Whoever carries the mother's number is written like her: nothing is missing then.
    const subject = mothers === null ? person : { ...person, idNumber: mothers.idNumber, secondIdNumber: null };
    const key = keys[dataset]();
    const row = write(sources, subject, key, mothers === null ? {} : { idMissing: 0, idWrong: 0 });
    yield { kind: 'row', dataset, row, key, truth: person.truth };
    yield* rejects.consider(dataset, () => write(sources, person, keys[dataset]()));
    if (mothers !== null) {
      const expected = 'carries the mother’s number; must not join her';
      yield trap({ trap: 'childUnderMother', a: dataset, b: key, expected });
    }
    if (!random.chance(soil(residentRates[dataset], options.dirt).duplicate)) continue;
    // A second record is opened because the first was not found: its number is missing more often.
    const second = keys[dataset]();
    const extra = { idMissing: dataset === 'public-security.household-register' ? 0.03 : 0.3 };
    yield { kind: 'row', dataset, row: write(sources, person, second, extra), key: second, truth: person.truth };
  }
}

type ResidentDataset = keyof typeof residentWriters;
const residentWriters = {
  'public-security.household-register': rows.writeHouseholdRegisterRow,
  'public-security.residence-permit': rows.writeResidencePermitRow,
  'civil-affairs.elderly-care': rows.writeElderlyCareRow,
  'civil-affairs.subsistence-allowance': rows.writeAllowanceRow,
  'health.patient': rows.writePatientRow,
} as const;

/** Which departments hold a record of this person. */
function residentDatasetsOf(
  random: Random,
  person: Person,
): readonly (readonly [ResidentDataset, rows.WriteResidentRow])[] {
  const registered = person.standing === 'registered';
  const allowance = person.deceased ? coverage.allowanceOfDeceased : coverage.allowance;
  const held: Readonly<Record<ResidentDataset, boolean>> = {
    'public-security.household-register': registered && random.chance(coverage.householdRegister),
    'public-security.residence-permit': person.standing === 'migrant' && random.chance(coverage.residencePermit),
    'civil-affairs.elderly-care': person.age >= 60 && random.chance(coverage.elderlyCare),
    'civil-affairs.subsistence-allowance':
      registered && person.age >= 20 && person.passportNumber === null && random.chance(allowance),
    'health.patient': random.chance(coverage.patient),
  };
  return residentOrder.flatMap((dataset) => (held[dataset] ? [[dataset, residentWriters[dataset]] as const] : []));
}

const residentOrder: readonly ResidentDataset[] = [
  'public-security.household-register',
  'public-security.residence-permit',
  'civil-affairs.elderly-care',
  'civil-affairs.subsistence-allowance',
  'health.patient',
];

/** A child under four registered under the mother's number. */
const isUnderMother = (random: Random, person: Person): boolean =>
  person.mother !== null && person.age < 4 && random.chance(0.06);

function* entityRows(
  sources: rows.RowSources,
  drawn: DrawnEntity,
  keys: Keys,
  rejects: Rejects,
): Generator<DistrictEvent> {
  const { entity, namesakeOf } = drawn;
  yield { kind: 'legal-entity', entity };
  if (entity.branchOf !== null)
    yield trap({ trap: 'branch', a: entity.truth, b: entity.branchOf, expected: keepApart });
  if (namesakeOf !== null) yield trap({ trap: 'namesake', a: entity.truth, b: namesakeOf, expected: keepApart });
  for (const dataset of entityDatasetsOf(sources.random, entity)) {
    const copies = sources.random.chance(soil(legalEntityRates[dataset], sources.options.dirt).duplicate) ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      const key = keys[dataset]();
      yield { kind: 'row', dataset, row: entityWriters[dataset](sources, entity, key), key, truth: entity.truth };
    }
    yield* rejects.consider(dataset, () => entityWriters[dataset](sources, entity, keys[dataset]()));
  }
}

type EntityDataset = keyof typeof entityWriters;
const entityWriters = {
  'public-security.special-trade': writeSpecialTradeRow,
  'civil-affairs.social-organisation': writeSocialOrganisationRow,
  'health.institution': writeInstitutionRow,
} as const;

function entityDatasetsOf(random: Random, entity: LegalEntity): readonly EntityDataset[] {
  return [
    ...(entity.socialType === null ? [] : (['civil-affairs.social-organisation'] as const)),
    ...(entity.medicalCategory === null || !random.chance(coverage.institution)
      ? []
      : (['health.institution'] as const)),
    ...(entity.trade === null ? [] : (['public-security.special-trade'] as const)),
  ];
}

const trap = (what: Trap): DistrictEvent => ({ kind: 'trap', trap: what });
