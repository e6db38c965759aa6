import { pinyin } from 'pinyin-pro';

const characters = new Map<string, string>();
const surnames = new Map<string, string>();

/**
 * Toneless pinyin with one reading per character (ü is v), joined by spaces. Readings do not depend on neighbours, so
 * that two names of homophones always meet; cached per character, because the library reads 0.2 M names a second.
 * Latin stays as it is.
 */
export function toPinyin(text: string): string {
  let joined = '';
  let latin = false;
  for (const character of text) {
    const isLatin = character < '\u0250';
    joined += (joined === '' || (latin && isLatin) ? '' : ' ') + (isLatin ? character : readCharacter(character));
    latin = isLatin;
  }
  return joined;
}

/** As toPinyin, with the readings that characters have in surnames (单 shan, 万俟 mo qi). */
export function toSurnamePinyin(surname: string): string {
  const known = surnames.get(surname);
  if (known !== undefined) return known;
  const reading = pinyin(surname, { toneType: 'none', mode: 'surname', v: true });
  surnames.set(surname, reading);
  return reading;
}

function readCharacter(character: string): string {
  const known = characters.get(character);
  if (known !== undefined) return known;
  const reading = pinyin(character, { toneType: 'none', v: true });
  characters.set(character, reading);
  return reading;
}
