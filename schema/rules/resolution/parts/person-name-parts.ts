import { nameForms } from '../../elements/name.ts';
import type { MadeParts } from './made-parts.ts';

/**
 * `folded`, `pinyin`, `surname`, `surnamePinyin`, `given`, `givenPinyin`. A placeholder (未取名, 李娜之子) is a missing
 * name; of the parent's name only `parent` remains.
 */
export function personNameParts(raw?: string): MadeParts {
  if (!raw) return {};
  const forms = nameForms(raw);
  if (forms.isPlaceholder) return { parent: forms.parentName ?? undefined };
  const givenPinyin = forms.surnamePinyin ? forms.pinyin.slice(forms.surnamePinyin.length + 1) : forms.pinyin;
  return {
    folded: forms.folded,
    pinyin: forms.hasUnknownCharacter ? undefined : forms.pinyin,
    syllables: forms.pinyin,
    surname: forms.surname === null || forms.surname.includes('?') ? undefined : forms.surname,
    surnamePinyin: forms.surnamePinyin === null || forms.surnamePinyin.includes('?') ? undefined : forms.surnamePinyin,
    given: forms.given.includes('?') ? undefined : forms.given,
    givenPinyin: givenPinyin.includes('?') ? undefined : givenPinyin,
  };
}
