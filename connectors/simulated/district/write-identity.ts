import { middleDots } from './data/minority-names.ts';
import { homophones, rareCharacters, traditional } from './data/name-variants.ts';
import type { Random } from './random.ts';
import type { ResidentRates } from './rates.ts';

/** An identity number as a clerk's system holds it: missing, mistyped, in another form, or right. */
export function writeIdNumber(random: Random, idNumber: string, rates: ResidentRates): string {
  if (random.chance(rates.idMissing)) return '';
  if (random.chance(rates.idWrong)) return mistypeDigits(random, idNumber);
  if (idNumber.startsWith('19', 6) && random.chance(rates.idShort)) return idNumber.slice(0, 6) + idNumber.slice(8, 17);
  const written = idNumber.endsWith('X') && random.chance(0.3) ? `${idNumber.slice(0, 17)}x` : idNumber;
  if (random.chance(rates.idBlank)) return withBlank(random, written);
  return random.chance(rates.idFullWidth) ? fullWidth(written) : written;
}

/** Two neighbouring digits swapped, or one digit wrong; never the same text. */
export function mistypeDigits(random: Random, text: string): string {
  const last = Math.min(text.length, 17) - 2;
  const at = random.between(2, last);
  const one = text.charAt(at);
  const next = text.charAt(at + 1);
  if (one !== next && random.chance(0.5)) return text.slice(0, at) + next + one + text.slice(at + 2);
  const other = String((Number.parseInt(one, 36) + random.between(1, 9)) % 10);
  return text.slice(0, at) + (other === one ? String((Number(other) + 1) % 10) : other) + text.slice(at + 1);
}

/** A name as another department knows or hears it. */
export function writeName(random: Random, name: string, formerName: string | null, rates: ResidentRates): string {
  if (name.includes('·')) return random.chance(0.4) ? name.replace('·', random.pick(middleDots)) : name;
  if (formerName !== null && random.chance(rates.nameFormer)) return formerName;
  const rare = [...name].some((character) => rareCharacters.has(character));
  if (random.chance(rare ? rates.nameQuestionMark * 12 : rates.nameQuestionMark)) return withQuestionMark(name);
  if (random.chance(rates.nameHomophone)) return withHomophone(random, name);
  if (random.chance(rates.nameTraditional)) return inTraditional(name);
  if (!random.chance(rates.nameBlank)) return name;
  return name.charAt(0) + (random.chance(0.5) ? ' ' : '\u3000') + name.slice(1);
}

/** One character for another of the same sound, the name's last ones first: a surname is seldom mistaken. */
export function withHomophone(random: Random, name: string): string {
  const characters = [...name];
  const places = characters.flatMap((character, i) => (homophones.has(character) ? [i] : []));
  const later = places.filter((place) => place > 0);
  if (places.length === 0) return name;
  const place = random.pick(later.length > 0 && random.chance(0.8) ? later : places);
  characters[place] = random.pick(homophones.get(characters[place] ?? '') ?? [characters[place] ?? '']);
  return characters.join('');
}

export const inTraditional = (name: string): string =>
  [...name].map((character) => traditional.get(character) ?? character).join('');

/** `?` stands for a rare character where there is one, else for the last. */
function withQuestionMark(name: string): string {
  const characters = [...name];
  const rare = characters.findIndex((character) => rareCharacters.has(character));
  if (characters.length < 3 && rare < 0) return name;
  characters[rare < 0 ? characters.length - 1 : rare] = '?';
  return characters.join('');
}

function withBlank(random: Random, text: string): string {
  const at = random.pick([0, 6, 14, text.length]);
  return `${text.slice(0, at)} ${text.slice(at)}`;
}

const fullWidth = (text: string): string =>
  [...text].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
