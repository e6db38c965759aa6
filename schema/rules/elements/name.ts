import { foldWidthAndCase, removeBlanks, tidyHanText } from './fold-text.ts';
import { toPinyin, toSurnamePinyin } from './pinyin.ts';
import { toSimplified } from './simplify-text.ts';
import { splitName } from './surname.ts';

export interface NameForms {
  /** As a clerk would write it: NFC, no blanks between Han characters, one kind of middle dot. */
  readonly canonical: string;
  /**
   * For comparison only: NFKC, simplified, upper case; blanks, middle dots and remarks in brackets removed (the dot is
   * left out in one feed in ten); every unknown character is `?`.
   */
  readonly folded: string;
  /** Of the folded form; null where no Han surname can be told. */
  readonly surname: string | null;
  readonly given: string;
  /** Toneless, one syllable per character, joined by spaces. */
  readonly pinyin: string;
  readonly surnamePinyin: string | null;
  /** No name of its own: 未取名, 无名氏, 李某某, or the parent's name with 之子/之女. */
  readonly isPlaceholder: boolean;
  /** Of 李娜之子: 李娜 (folded). The row is about the child, whatever number it carries. */
  readonly parentName: string | null;
  /** A rare character that some system replaced by ?, *, U+FFFD or a private-use code. */
  readonly hasUnknownCharacter: boolean;
}

const plainHan = /^[\u4e00-\u9fff]{2,4}$/;
/** U+00B7, 2022, 2027, 2219, 22C5, 2E31, 30FB, FF0E, FF65 and the full stop stand for the middle dot of minority names. */
const middleDot = / ?[·•‧∙⋅⸱・．･.·] ?/g;
const dotBetweenHan = /(?<=\p{Script=Han}) ?[·•‧∙⋅⸱・．･.·] ?(?=\p{Script=Han})/gu;
const remark = /[([{<【〔《][^)\]}>】〕》]*[)\]}>】〕》]?/g;
const unknownCharacters = /[?*\ufffd□■●\ue000-\uf8ff]|[\u{f0000}-\u{10fffd}]/gu;
const child = /^(\p{Script=Han}{2,6}?)之(?:[长次三小大]?[子女]|双胞胎.*|[婴孩].?)[一二三甲乙大小AB12]?$/u;
const nameless =
  /某|^(?:无名氏?|未取名|未命名|未起名|没取名|暂无|暂未取名|待取名|待定|不详|未知|未登记|佚名|新生儿|新生婴儿|婴儿|女婴|男婴|弃婴|测试.*|姓名|无|NONE|NULL|UNKNOWN|TEST)$/;

export type NameCheck = Pick<NameForms, 'canonical' | 'isPlaceholder' | 'hasUnknownCharacter'>;

/** What a row needs to know of a name when it lands; the other forms cost four times as much. */
export function checkName(raw: string): NameCheck {
  const canonical = plainHan.test(raw) ? raw : canonicalName(raw);
  const folded = foldName(canonical);
  return { canonical, ...judgeName(folded, readParentName(folded)) };
}

/** Every form of a person's name that comparison needs; the text as sent stays with the record. */
export function nameForms(raw: string): NameForms {
  const canonical = plainHan.test(raw) ? raw : canonicalName(raw);
  const folded = foldName(canonical);
  const parentName = readParentName(folded);
  const { surname, given } = isMinorityName(canonical) ? { surname: null, given: folded } : splitName(folded);
  const surnamePinyin = surname === null ? null : toSurnamePinyin(surname);
  const givenPinyin = toPinyin(given);
  return {
    canonical,
    folded,
    surname,
    given,
    pinyin:
      surnamePinyin === null || givenPinyin === '' ? (surnamePinyin ?? givenPinyin) : `${surnamePinyin} ${givenPinyin}`,
    surnamePinyin,
    parentName,
    ...judgeName(folded, parentName),
  };
}

const readParentName = (folded: string): string | null =>
  folded.includes('之') ? (child.exec(folded)?.[1] ?? null) : null;

function judgeName(folded: string, parentName: string | null): Omit<NameCheck, 'canonical'> {
  return {
    isPlaceholder: parentName !== null || folded === '' || nameless.test(folded) || /^\?+$/.test(folded),
    hasUnknownCharacter: folded.includes('?'),
  };
}

function canonicalName(raw: string): string {
  return tidyHanText(raw).replace(dotBetweenHan, '·');
}

function foldName(canonical: string): string {
  if (plainHan.test(canonical)) return toSimplified(canonical);
  const text = foldWidthAndCase(canonical).replace(unknownCharacters, '?');
  const bare = text.replace(remark, '');
  return toSimplified(removeBlanks((bare === '' ? text : bare).replace(middleDot, '')).normalize('NFC'));
}

/** A middle dot between Han characters, or Latin: such names have no Han surname in front. */
function isMinorityName(canonical: string): boolean {
  return !plainHan.test(canonical) && (canonical.includes('·') || !/^\p{Script=Han}/u.test(canonical));
}
