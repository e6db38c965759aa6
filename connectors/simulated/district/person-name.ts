import { type GivenNames, givenNames } from './data/given-names.ts';
import { minorityNames } from './data/minority-names.ts';
import { surnames } from './data/surnames.ts';
import type { Random } from './random.ts';

export const drawSurname = (random: Random): string => random.weighted(surnames);

/** A given name in the fashion of the birth year. */
export function drawGivenName(random: Random, sex: '1' | '2', birthYear: number): string {
  const fashion = givenNames.find(({ until }) => birthYear <= until) ?? lastFashion();
  const characters = sex === '1' ? fashion.male : fashion.female;
  if (random.chance(fashion.singleShare)) return skewed(random, characters.single);
  return skewed(random, characters.first) + skewed(random, characters.last);
}

/** A twin's name shares its first character: 吴梓豪, 吴梓轩. */
export function drawTwinGivenName(random: Random, sex: '1' | '2', birthYear: number, sibling: string): string {
  const first = sibling.length > 1 ? sibling.charAt(0) : '';
  for (;;) {
    const own = drawGivenName(random, sex, birthYear);
    const name = first === '' ? own : first + own.charAt(own.length - 1);
    if (name !== sibling) return name;
  }
}

export function drawMinorityName(
  random: Random,
  sex: '1' | '2',
): { readonly name: string; readonly ethnicGroup: string } {
  const group = random.pick(minorityNames);
  const given = random.pick(sex === '1' ? group.male : group.female);
  return { name: `${given}·${random.pick(group.second)}`, ethnicGroup: group.ethnicGroup };
}

/** The earlier in the list, the more frequent. */
const skewed = (random: Random, list: readonly string[]): string =>
  list[Math.floor(random.next() ** 1.5 * list.length)] ?? random.pick(list);

function lastFashion(): GivenNames {
  const fashion = givenNames.at(-1);
  if (fashion === undefined) throw new Error('district: no given names.');
  return fashion;
}
