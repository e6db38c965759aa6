import { ethnicGroups } from './data/minority-names.ts';
import { ageOn, birthDateOfAge } from './dates.ts';
import { drawGivenName, drawMinorityName, drawSurname, drawTwinGivenName } from './person-name.ts';
import type { Random } from './random.ts';
import { lifeRates } from './rates.ts';

/** A member before numbers, telephone and registration are known. */
export interface Member {
  surname: string;
  givenName: string;
  sex: '1' | '2';
  birthDate: string;
  age: number;
  ethnicGroup: string;
  /** GB/T 4761. */
  relationToHead: string;
  maritalStatus: string;
  twin: boolean;
  mother: Member | null;
}

export type HouseholdKind = 'elder' | 'elder-couple' | 'single' | 'couple' | 'family' | 'single-parent' | 'flatmates';

export const householdKinds: readonly (readonly [HouseholdKind, number])[] = [
  ['elder', 11],
  ['elder-couple', 18],
  ['single', 12],
  ['couple', 11],
  ['family', 30],
  ['single-parent', 3],
  ['flatmates', 15],
];

/** Who lives together: head first. */
export function drawMembers(random: Random, today: string, kind: HouseholdKind): Member[] {
  const draw = (age: number, relation: string, details: Partial<Member> = {}): Member =>
    drawMember(random, today, age, relation, details);
  switch (kind) {
    case 'elder':
      return [draw(random.between(62, 94), '02', { maritalStatus: random.chance(0.8) ? '30' : '40' })];
    case 'single':
      return [draw(random.between(23, 59), '02', { maritalStatus: random.chance(0.75) ? '10' : '40' })];
    case 'flatmates':
      return Array.from({ length: random.between(2, 3) }, (_, i) =>
        draw(random.between(19, 45), i === 0 ? '02' : '99'),
      );
    case 'elder-couple':
      return drawCouple(draw, random, random.between(60, 86));
    case 'couple':
      return drawCouple(draw, random, random.between(24, 58));
    case 'single-parent': {
      const parent = draw(random.between(26, 48), '02', { sex: random.chance(0.75) ? '2' : '1', maritalStatus: '40' });
      return [parent, ...drawChildren(random, today, parent, parent)];
    }
    case 'family': {
      const [father, mother] = drawCouple(draw, random, random.between(25, 52));
      if (father === undefined || mother === undefined) return [];
      const children = drawChildren(random, today, father, mother);
      return [father, mother, ...children, ...(random.chance(0.25) ? [drawGrandparent(draw, random, father)] : [])];
    }
  }
}

type Draw = (age: number, relation: string, details?: Partial<Member>) => Member;

function drawCouple(draw: Draw, random: Random, age: number): Member[] {
  const married = { maritalStatus: '20' };
  const husband = draw(age, '02', { sex: '1', ...married });
  const wife = draw(Math.max(22, age - random.between(-2, 5)), '10', { sex: '2', ...married });
  return [husband, wife];
}

function drawGrandparent(draw: Draw, random: Random, father: Member): Member {
  const sex = random.chance(0.7) ? '2' : '1';
  const kinship = sex === '1' ? { surname: father.surname, ethnicGroup: father.ethnicGroup } : {};
  return draw(Math.min(94, father.age + random.between(22, 33)), sex === '1' ? '51' : '52', {
    sex,
    maritalStatus: random.chance(0.6) ? '30' : '20',
    ...kinship,
  });
}

function drawChildren(random: Random, today: string, father: Member, mother: Member): Member[] {
  const oldest = Math.max(0, Math.min(22, mother.age - 22));
  const count = random.weighted([
    [1, 55],
    [2, 40],
    [3, 5],
  ]);
  const children: Member[] = [];
  const add = (birthDate: string, twinOf: Member | null): void => {
    const sex = random.chance(0.52) ? '1' : '2';
    const year = Number(birthDate.slice(0, 4));
    const givenName =
      twinOf === null ? drawGivenName(random, sex, year) : drawTwinGivenName(random, sex, year, twinOf.givenName);
    children.push({
      surname: father.surname,
      givenName,
      sex,
      birthDate,
      age: ageOn(birthDate, today),
      ethnicGroup: father.ethnicGroup,
      relationToHead: sex === '1' ? '20' : '30',
      maritalStatus: '10',
      twin: twinOf !== null,
      mother: mother.sex === '2' ? mother : null,
    });
  };
  for (let i = 0; i < count; i++) {
    // Small children are frequent: half of the children are under seven.
    const birthDate = birthDateOfAge(random, today, Math.floor(random.next() ** 1.4 * (oldest + 1)));
    // Full siblings are born at least ten months apart; twins are drawn on purpose.
    if (children.some((sibling) => Math.abs(Number(sibling.birthDate) - Number(birthDate)) < 1100)) continue;
    add(birthDate, null);
    const firstborn = children.at(-1);
    if (firstborn !== undefined && random.chance(lifeRates.twins)) {
      firstborn.twin = true;
      add(birthDate, firstborn);
    }
  }
  return children;
}

function drawMember(random: Random, today: string, age: number, relation: string, details: Partial<Member>): Member {
  const sex = details.sex ?? (random.chance(0.5) ? '1' : '2');
  const birthDate = birthDateOfAge(random, today, age);
  const minority =
    details.surname === undefined && random.chance(lifeRates.minorityName) ? drawMinorityName(random, sex) : null;
  return {
    surname: minority === null ? drawSurname(random) : '',
    givenName: minority?.name ?? drawGivenName(random, sex, Number(birthDate.slice(0, 4))),
    birthDate,
    age: ageOn(birthDate, today),
    ethnicGroup: minority?.ethnicGroup ?? random.weighted(ethnicGroups),
    relationToHead: relation,
    maritalStatus: age > 30 && random.chance(0.6) ? '20' : '10',
    twin: false,
    mother: null,
    ...details,
    sex,
  };
}
