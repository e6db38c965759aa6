import type { PartSettings } from '../../../model/resolution.ts';
import { foldLatin } from '../../elements/latin-text.ts';
import { soundCode } from '../../elements/sound-code.ts';
import type { MadeParts } from './made-parts.ts';

type Words = Pick<PartSettings, 'sameWords' | 'dropWords'>;

/**
 * From given name and surname, or the whole name alone, whose first word is then the given name and whose last the
 * surname. ``: words in order. `given`, `surname` and their `givenSound`, `surnameSound`. `words`, `sounds`: the same
 * in alphabetical order, whatever was written first. `middle`: words between the two.
 */
export function latinNameParts(values: readonly (string | undefined)[], settings: Words): MadeParts {
  const fields = values.map((value) => readWords(value, settings));
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
export function latinTextParts(values: readonly (string | undefined)[], settings: Words): MadeParts {
  const words = values.flatMap((value) => readWords(value, settings));
  return { '': joinWords(words), words: sortWords(words), sound: joinWords(words.map(soundCode)) };
}

/** Words that mean the same, by settings: made once for each of them, not for each record. */
const rewritings = new WeakMap<Words, ReadonlyMap<string, string | null>>();

function readWords(raw: string | undefined, settings: Words): readonly string[] {
  if (!raw) return [];
  const rewriting = rewritings.get(settings) ?? rewrite(settings);
  return foldLatin(raw)
    .split(' ')
    .flatMap((word) => {
      const read = rewriting.get(word);
      return word === '' || read === null ? [] : [read ?? word];
    });
}

function rewrite(settings: Words): ReadonlyMap<string, string | null> {
  const made = new Map<string, string | null>();
  for (const [word, others] of Object.entries(settings.sameWords ?? {})) {
    for (const other of others) made.set(other, word);
  }
  for (const word of settings.dropWords ?? []) made.set(word, null);
  rewritings.set(settings, made);
  return made;
}

const joinWords = (words: readonly string[]): string | undefined => (words.length === 0 ? undefined : words.join(' '));

const sortWords = (words: readonly string[]): string | undefined => joinWords([...new Set(words)].sort());
