import { dashed, recentTimestamp, wrongDate } from './dates.ts';
import type { DistrictOptions, Dwelling, FeedRow, Person } from './district-model.ts';
import type { Geography } from './geography.ts';
import { mobileNumber } from './numbers.ts';
import { drawGivenName, drawSurname } from './person-name.ts';
import type { Random } from './random.ts';
import { type ResidentRates, residentRates, soil } from './rates.ts';
import { type AddressForm, drawAddressForm, writeAddress, writePhone } from './write-contact.ts';
import { writeIdNumber, writeName } from './write-identity.ts';

export interface RowSources {
  readonly random: Random;
  readonly geography: Geography;
  readonly options: DistrictOptions;
}

/** Writes one person's record as one department would, errors and all. */
export type WriteResidentRow = (
  sources: RowSources,
  person: Person,
  key: string,
  extraRates?: Partial<ResidentRates>,
) => FeedRow;

export const writeHouseholdRegisterRow: WriteResidentRow = (sources, person, key, extra) => {
  const { random, options } = sources;
  const rates = { ...soil(residentRates['public-security.household-register'], options.dirt), ...extra };
  const seen = observe(sources, person, rates, 'full');
  const actual = random.chance(0.85) ? person.dwelling : person.registeredDwelling;
  const status = person.deceased ? '3' : person.movedOut ? '2' : '1';
  return {
    cells: [
      key,
      seen.name,
      person.formerName ?? '',
      seen.idNumber,
      seen.sexCode,
      person.ethnicGroup,
      seen.birthDate,
      person.householdNumber,
      person.relationToHead,
      writeAddress(person.registeredDwelling, 'full'),
      writeAddress(actual, random.chance(0.2) ? 'road' : 'full'),
      seen.gridCode,
      seen.phone,
      person.maritalStatus,
      person.education,
      status,
      recentTimestamp(random, options.today),
    ],
  };
};

export const writeResidencePermitRow: WriteResidentRow = (sources, person, key, extra) => {
  const { random, options } = sources;
  const rates = { ...soil(residentRates['public-security.residence-permit'], options.dirt), ...extra };
  const seen = observe(sources, person, rates, 'full');
  const passport = person.passportNumber;
  const day = `${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;
  return {
    cells: [
      key,
      seen.name,
      passport === null ? '111' : '414',
      passport ?? seen.idNumber,
      seen.sexCode,
      seen.birthDate,
      person.originDivision,
      seen.address,
      seen.gridCode,
      seen.phone,
      `2024-${day}`,
      `2027-${day}`,
      recentTimestamp(random, options.today),
    ],
  };
};

export const writeAllowanceRow: WriteResidentRow = (sources, person, key, extra) => {
  const { random, options } = sources;
  const rates = { ...soil(residentRates['civil-affairs.subsistence-allowance'], options.dirt), ...extra };
  const seen = observe(sources, person, rates, 'road');
  return {
    cells: [
      key,
      seen.name,
      seen.idNumber,
      (seen.sexCode === '9' ? person.sex : seen.sexCode) === '1' ? '男' : '女',
      dashed(seen.birthDate),
      person.householdSize,
      random.pick(['城市低保', '低保边缘', '特困供养', '临时救助']),
      random.between(400, 1200),
      seen.address,
      seen.gridCode,
      seen.phone,
      `2025-${String(random.between(1, 12)).padStart(2, '0')}`,
      random.chance(0.08) ? '停保' : '在保',
      recentTimestamp(random, options.today),
    ],
  };
};

export const writeElderlyCareRow: WriteResidentRow = (sources, person, key, extra) => {
  const { random, options } = sources;
  const rates = { ...soil(residentRates['civil-affairs.elderly-care'], options.dirt), ...extra };
  const seen = observe(sources, person, rates, 'dashes');
  const alone = person.householdSize === 1;
  return {
    cells: [
      key,
      seen.name,
      seen.idNumber,
      dashed(seen.birthDate),
      alone ? '独居' : person.householdSize === 2 ? '空巢' : '与子女同住',
      String(random.int(5)),
      seen.address,
      seen.gridCode,
      seen.phone,
      drawSurname(random) + drawGivenName(random, random.chance(0.5) ? '1' : '2', 1980),
      mobileNumber(random),
      recentTimestamp(random, options.today),
    ],
  };
};

export const writePatientRow: WriteResidentRow = (sources, person, key, extra) => {
  const { random, options } = sources;
  const rates = { ...soil(residentRates['health.patient'], options.dirt), ...missingByAge(person.age), ...extra };
  const seen = observe(sources, person, rates, random.chance(0.5) ? 'short' : 'road');
  const gender = { 1: 'male', 2: 'female', 9: 'unknown' }[seen.sexCode];
  const resource = {
    resourceType: 'Patient',
    id: key,
    meta: { lastUpdated: recentTimestamp(random, options.today) },
    identifier: [
      ...(seen.idNumber === '' ? [] : [{ system: 'urn:oid:2.16.156.10011.1.3', value: seen.idNumber }]),
      { system: 'urn:oid:2.16.156.10011.1.2', value: person.dwelling.gridCode.slice(0, 6) + random.digits(11) },
    ],
    name: [{ text: newbornName(random, person) ?? seen.name }],
    gender,
    birthDate: dashed(seen.birthDate),
    ...(person.deceased && random.chance(0.45) ? { deceasedBoolean: true } : {}),
    ...(seen.phone === '' ? {} : { telecom: [{ system: 'phone', value: seen.phone }] }),
    address: [{ text: seen.address }],
    extension: [{ url: 'https://hub.example/fhir/StructureDefinition/grid-code', valueString: seen.gridCode }],
  };
  return { line: JSON.stringify(resource) };
};

interface Observation {
  readonly name: string;
  readonly idNumber: string;
  readonly sexCode: '1' | '2' | '9';
  readonly birthDate: string;
  readonly address: string;
  readonly gridCode: string;
  readonly phone: string;
}

/** What reaches a department of what is true. */
function observe(sources: RowSources, person: Person, rates: ResidentRates, usual: AddressForm): Observation {
  const { random, geography } = sources;
  const { gridCode } = person.dwelling;
  const known = person.secondIdNumber !== null && random.chance(0.5) ? person.secondIdNumber : person.idNumber;
  const opposite = person.sex === '1' ? '2' : '1';
  return {
    name: writeName(random, person.name, person.formerName, rates),
    idNumber: person.passportNumber === null ? writeIdNumber(random, known, rates) : '',
    sexCode: random.chance(rates.sexUnknown) ? '9' : random.chance(rates.sexWrong) ? opposite : person.sex,
    birthDate: random.chance(rates.dateWrong) ? wrongDate(random, person.birthDate) : person.birthDate,
    address: writeAddress(drawDwelling(random, person, rates), drawAddressForm(random, usual, rates.addressOtherForm)),
    gridCode: random.chance(rates.gridWrong) ? geography.wrongGrid(gridCode) : gridCode,
    phone: writePhone(random, person, rates),
  };
}

/** Where the department believes that the person lives: sometimes the old flat, or 户籍 instead of 居住. */
function drawDwelling(random: Random, person: Person, rates: ResidentRates): Dwelling {
  if (random.chance(rates.addressOld)) return person.formerDwelling;
  const moved = person.registeredDwelling !== person.dwelling;
  return moved && rates.addressOld > 0 && random.chance(0.25) ? person.registeredDwelling : person.dwelling;
}

/** Almost half of the newborn have no number in the health records yet, and a quarter of the small children. */
const missingByAge = (age: number): Partial<ResidentRates> =>
  age < 1 ? { idMissing: 0.44 } : age < 4 ? { idMissing: 0.25 } : {};

/** 母亲姓名之子/之女: before it has a name. Twins would be one and the same, so clinics give them names at once. */
function newbornName(random: Random, person: Person): string | null {
  if (person.age > 0 || person.mother === null || person.twin || !random.chance(0.28)) return null;
  return person.mother.name + (person.sex === '1' ? '之子' : '之女');
}
