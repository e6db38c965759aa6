import type { PartSettings } from '../../../model/resolution.ts';
import { foldLatin } from '../../elements/latin-text.ts';
import { soundCode } from '../../elements/sound-code.ts';
import type { MadeParts, PartMaker } from './made-parts.ts';

/** Words of a field, as the settings have them read. */
type WordReader = (raw: string | undefined) => readonly string[];

/**
 * From given name and surname, or the whole name alone, whose first word is then the given name and whose last the
 * surname. ``: words in order. `given`, `surname` and their `givenSound`, `surnameSound`. `words`, `sounds`: the same
 * in alphabetical order, whatever was written first. `middle`: words between the two.
 */
export function latinNameMaker(settings: PartSettings): PartMaker {
  const read = createWordReader(settings);
  const fields = settings.from.length;
  return (...values) => makeName(values.slice(0, fields).map(read));
}

function makeName(fields: readonly (readonly string[])[]): MadeParts {
  const words = fields.flat();
  if (words.length === 0) return {};
  const whole = fields.length === 1;
  const given = whole ? words.slice(0, 1) : (fields[0] ?? []);
  const surname = whole ? words.slice(1).slice(-1) : fields.slice(1).flat();
  const sounds = words.map(soundCode);
  return {
    '': words.join(' '),
    words: sortWords(words),
    sounds: sortWords(sounds),
    given: joinWords(given),
    givenSound: joinWords(given.map(soundCode)),
    surname: joinWords(surname),
    surnameSound: joinWords(surname.map(soundCode)),
    middle: whole ? joinWords(words.slice(1, -1)) : undefined,
  };
}

/** ``: words in order; `words`: the same in alphabetical order; `sound`: how they sound. */
export function latinTextMaker(settings: PartSettings): PartMaker {
  const read = createWordReader(settings);
  return (...values) => {
    const words = values.flatMap(read);
    return { '': joinWords(words), words: sortWords(words), sound: joinWords(words.map(soundCode)) };
  };
}

function createWordReader({ sameWords = {}, dropWords = [] }: PartSettings): WordReader {
  const readAs = new Map<string, string | null>();
  for (const [word, others] of Object.entries(sameWords)) for (const other of others) readAs.set(other, word);
  for (const word of dropWords) readAs.set(word, null);
  return (raw) =>
    foldLatin(raw ?? '')
      .split(' ')
      .flatMap((word) => {
        const known = readAs.get(word);
        return word === '' || known === null ? [] : [known ?? word];
      });
}

const joinWords = (words: readonly string[]): string | undefined => (words.length === 0 ? undefined : words.join(' '));

const sortWords = (words: readonly string[]): string | undefined => joinWords([...new Set(words)].sort());
