import { districtPlace, homeDivisions, migrantDivisions } from './data/places.ts';
import type { DistrictOptions, Dwelling, Person } from './district-model.ts';
import type { Geography } from './geography.ts';
import { drawMembers, type HouseholdKind, householdKinds, type Member } from './household-members.ts';
import { createIdIssuer, mobileNumber } from './numbers.ts';
import { drawGivenName } from './person-name.ts';
import type { Random } from './random.ts';
import { lifeRates } from './rates.ts';
import { createRing, type Ring } from './ring.ts';

/** A coincidence between two people that resolution must not fall for. */
interface Coincidence {
  readonly kind: 'twins' | 'namesake' | 'sharedId' | 'twoIds';
  readonly a: string;
  readonly b: string;
}

export interface Household {
  readonly people: readonly Person[];
  readonly coincidences: readonly Coincidence[];
}

/** Draws households one after the other, until the district has its residents. */
export function* drawHouseholds(random: Random, geography: Geography, options: DistrictOptions): Generator<Household> {
  const strangers = createRing<Person>(random, 400);
  const identify = createIdentityDrawer(random, strangers);
  let drawn = 0;
  for (let number = 1; drawn < options.residents; number++) {
    const kind = random.weighted(householdKinds);
    const members = drawMembers(random, options.today, kind).slice(0, options.residents - drawn);
    const setting = drawSetting(random, geography, kind, number, members.length);
    const coincidences: Coincidence[] = [];
    const people: Person[] = [];
    const known = new Map<Member, Person>();
    for (const member of members) {
      const truth = `P${drawn++}`;
      const identity = identify(member, truth, setting);
      coincidences.push(...identity.coincidences);
      const mother = member.mother === null ? undefined : known.get(member.mother);
      const person: Person = {
        ...describe(random, geography, setting, member),
        truth,
        name: identity.name,
        birthDate: identity.birthDate,
        idNumber: identity.idNumber,
        secondIdNumber: identity.secondIdNumber,
        mother: mother === undefined ? null : { name: mother.name, idNumber: mother.idNumber },
      };
      known.set(member, person);
      people.push(person);
    }
    const family = sharePhones(random, people);
    coincidences.push(...twinsOf(members, family));
    for (const person of family) strangers.add(person);
    yield { people: family, coincidences };
  }
}

interface Identity extends Pick<Person, 'name' | 'birthDate' | 'idNumber' | 'secondIdNumber'> {
  readonly coincidences: readonly Coincidence[];
}

/** Gives each member name, birthday and number; now and then those of a stranger, or a number too many. */
function createIdentityDrawer(
  random: Random,
  strangers: Ring<Person>,
): (member: Member, truth: string, setting: Setting) => Identity {
  const issueId = createIdIssuer(random);
  const sometimes = (rate: number, matches: (other: Person) => boolean): Person | null =>
    random.chance(rate) ? strangers.find(matches) : null;
  return (member, truth, setting) => {
    const namesake = sometimes(lifeRates.namesake, (other) => isPossibleNamesake(other, member));
    const birthDate = namesake?.birthDate ?? member.birthDate;
    const division = drawDivision(random, setting.standing, setting.originDivision, member.age);
    const own = issueId(division, birthDate, member.sex);
    const robbed = sometimes(
      lifeRates.sharedId,
      (other) => other.birthDate !== birthDate && other.standing === 'registered',
    );
    const twoIds = robbed === null && random.chance(lifeRates.twoIds);
    const coincidences: Coincidence[] = [
      ...(namesake === null ? [] : [{ kind: 'namesake', a: truth, b: namesake.truth } as const]),
      ...(robbed === null ? [] : [{ kind: 'sharedId', a: robbed.truth, b: truth } as const]),
      ...(twoIds ? [{ kind: 'twoIds', a: truth, b: truth } as const] : []),
    ];
    return {
      name: namesake?.name ?? member.surname + member.givenName,
      birthDate,
      idNumber: robbed?.idNumber ?? own,
      secondIdNumber: twoIds ? issueId(random.pick(migrantDivisions), birthDate, member.sex) : null,
      coincidences,
    };
  };
}

interface Setting {
  readonly standing: Person['standing'];
  readonly originDivision: string;
  readonly dwelling: Dwelling;
  readonly registeredDwelling: Dwelling;
  readonly formerDwelling: Dwelling;
  readonly householdNumber: string;
  readonly householdSize: number;
}

function drawSetting(random: Random, geography: Geography, kind: HouseholdKind, number: number, size: number): Setting {
  const share = kind === 'flatmates' ? lifeRates.migrantFlatmates : lifeRates.migrantHousehold;
  const standing = random.chance(lifeRates.unregistered)
    ? 'unregistered'
    : random.chance(share)
      ? 'migrant'
      : 'registered';
  const dwelling = geography.takeDwelling();
  const moved = standing === 'registered' && random.chance(lifeRates.movedWithinDistrict);
  return {
    standing,
    originDivision: random.pick(migrantDivisions),
    dwelling,
    registeredDwelling: moved ? geography.takeDwelling() : dwelling,
    formerDwelling: geography.anyDwelling(),
    householdNumber: `H${String(number).padStart(7, '0')}`,
    householdSize: size,
  };
}

function drawDivision(random: Random, standing: Person['standing'], origin: string, age: number): string {
  if (standing === 'migrant') return origin;
  // Whoever was registered at birth in this district bears its code; older people came from elsewhere more often.
  return age < 12 ? districtPlace.divisionCode : random.weighted(homeDivisions);
}

type Described = Omit<Person, 'truth' | 'name' | 'birthDate' | 'idNumber' | 'secondIdNumber' | 'mother'>;

function describe(random: Random, geography: Geography, setting: Setting, member: Member): Described {
  const { age, sex } = member;
  const former = member.surname !== '' && age > 16 && random.chance(lifeRates.formerName);
  const birthYear = Number(member.birthDate.slice(0, 4));
  return {
    ...setting,
    formerName: former ? member.surname + drawGivenName(random, sex, birthYear) : null,
    sex,
    age,
    passportNumber:
      setting.standing === 'migrant' && age > 18 && random.chance(lifeRates.passport) ? `E${random.digits(8)}` : null,
    ethnicGroup: member.ethnicGroup,
    phone: age >= 12 && random.chance(lifeRates.phone) ? mobileNumber(random) : null,
    formerPhone: mobileNumber(random),
    formerDwelling: random.chance(0.7) ? setting.formerDwelling : geography.anyDwelling(),
    relationToHead: member.relationToHead,
    maritalStatus: member.maritalStatus,
    education: drawEducation(random, age),
    deceased: age >= 60 && random.chance(age >= 75 ? 0.07 : 0.025),
    movedOut: setting.standing === 'registered' && random.chance(lifeRates.movedOut),
    twin: member.twin,
  };
}

function drawEducation(random: Random, age: number): string {
  if (age < 6) return '';
  if (age < 13) return '80';
  if (age < 16) return '70';
  if (age < 19) return '60';
  return random.weighted(
    age < 45
      ? ([
          ['20', 35],
          ['30', 25],
          ['40', 10],
          ['60', 12],
          ['10', 8],
          ['70', 10],
        ] as const)
      : ([
          ['70', 35],
          ['80', 25],
          ['60', 20],
          ['40', 8],
          ['30', 8],
          ['20', 4],
        ] as const),
  );
}

/** Children are reached on a parent's number, and some old people on their family's. */
function sharePhones(random: Random, people: readonly Person[]): readonly Person[] {
  const adults = people.filter(({ age, phone }) => age >= 22 && age < 60 && phone !== null);
  return people.map((person) => {
    const dependent = person.age < 12 ? 0.7 : person.age >= 70 ? 0.12 : 0;
    if (adults.length === 0 || !random.chance(dependent)) return person;
    return { ...person, phone: random.pick(adults).phone };
  });
}

/** A stranger of about the same age and the same kind of name: sharing name and birthday with him is an accident. */
function isPossibleNamesake(other: Person, member: Member): boolean {
  return (
    member.age >= 22 &&
    member.surname !== '' &&
    !other.name.includes('·') &&
    other.sex === member.sex &&
    Math.abs(other.age - member.age) <= 3
  );
}

function twinsOf(members: readonly Member[], people: readonly Person[]): readonly Coincidence[] {
  return people.flatMap((person, i) => {
    const sibling = people[i + 1];
    const next = members[i + 1];
    if (!person.twin || sibling === undefined || next?.twin !== true || sibling.birthDate !== person.birthDate)
      return [];
    return [{ kind: 'twins', a: person.truth, b: sibling.truth } as const];
  });
}
