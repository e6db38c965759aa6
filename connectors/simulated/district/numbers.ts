import type { Random } from './random.ts';

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idChecks = '10X98765432';
const codeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Issues citizen identity numbers (GB 11643), each once: sequences of one division, day and sex go up in small steps. */
export function createIdIssuer(random: Random): (division: string, birthDate: string, sex: '1' | '2') => string {
  const last = new Map<string, number>();
  return (division, birthDate, sex) => {
    const place = `${division}${birthDate}`;
    const series = place + sex;
    const sequence = (last.get(series) ?? (sex === '1' ? -1 : 0)) + 2 * random.between(1, 3);
    if (sequence > 999) throw new Error('district: identity numbers of one division and day are used up.');
    last.set(series, sequence);
    const body = place + String(sequence).padStart(3, '0');
    return body + idCheckCharacter(body);
  };
}

function idCheckCharacter(body: string): string {
  const sum = idWeights.reduce((total, weight, i) => total + weight * digit(body, i), 0);
  return idChecks.charAt(sum % 11);
}

/** Issues unified social credit codes (GB 32100) around nine-character organisation codes (GB 11714), each once. */
export function createCodeIssuer(division: string): (kind: string) => string {
  let count = 0;
  return (kind) => {
    count++;
    // A bijection on eight digits: spread out, and no code twice.
    const body = String((count * 48_271_009 + 10_937_011) % 100_000_000).padStart(8, '0');
    const code = `${kind}${division}${body}${organisationCheck(body)}`;
    return code + creditCheckCharacter(code);
  };
}

/** Keys of one dataset: eight digits in no visible order, each once. */
export function createKeyIssuer(prefix: string, offset: number): () => string {
  let count = 0;
  return () => {
    count++;
    return prefix + String((count * 61_803_399 + offset * 7_654_321) % 100_000_000).padStart(8, '0');
  };
}

const mobilePrefixes =
  '130 131 132 135 136 137 138 139 150 151 152 153 155 157 158 159 173 177 180 181 182 185 186 187 188 189 199'.split(
    ' ',
  );

export const mobileNumber = (random: Random): string => random.pick(mobilePrefixes) + random.digits(8);
export const fixedLine = (random: Random, area: string): string => `${area}-8${random.digits(7)}`;

function organisationCheck(body: string): string {
  const sum = organisationWeights.reduce((total, weight, i) => total + weight * digit(body, i), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

function creditCheckCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code) {
    sum += codeAlphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return codeAlphabet.charAt((31 - (sum % 31)) % 31);
}

const digit = (text: string, index: number): number => text.charCodeAt(index) - 48;
