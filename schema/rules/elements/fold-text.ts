/** Code points that NFKC leaves alone in practice: ASCII, the CJK block, 〇. Anything else takes the slow way. */
const needsFolding = /[^\x20-\x7e\u3007\u4e00-\u9fff]/;
const blanks = /[\s\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/g;
const control = /(?!\s)\p{Cc}/gu;

/**
 * Private-use code points that GB 18030-2005 gave to characters which have had their own since GB 18030-2022
 * (FE59 … FEA0). A decoder may yield either; both must compare equal.
 */
const privateUse: ReadonlyMap<string, string> = new Map([
  ['\ue81e', '\u9fb4'],
  ['\ue826', '\u9fb5'],
  ['\ue82b', '\u9fb6'],
  ['\ue82c', '\u9fb7'],
  ['\ue832', '\u9fb8'],
  ['\ue843', '\u9fb9'],
  ['\ue854', '\u9fba'],
  ['\ue864', '\u9fbb'],
]);
const privateUsePattern = new RegExp(`[${[...privateUse.keys()].join('')}]`, 'g');

/** NFKC with half-width digits and Latin, old private-use characters mapped, control characters dropped. */
export function foldWidth(text: string): string {
  if (!needsFolding.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(privateUsePattern, (c) => privateUse.get(c) ?? c)
    .replace(control, '');
}

/** Width folded and upper case. Folded again behind the upper case, which can leave marks uncomposed (ΐ). */
export function foldWidthAndCase(text: string): string {
  return foldWidth(foldWidth(text).toUpperCase());
}

/** Without any blank: ASCII, ideographic, no-break and zero-width alike. Compose (NFC) last: marks may now meet letters. */
export function removeBlanks(text: string): string {
  return text.replace(blanks, '');
}

const hanBlanks = /(?<=[\p{Script=Han}()\uff08\uff09?*·]) +(?=[\p{Script=Han}()\uff08\uff09?*·])/gu;

/** Tidied text without the blanks that typists put between Han characters: 张 伟, 南京 (建邺). */
export function tidyHanText(text: string): string {
  const tidy = tidyText(text);
  return tidy.includes(' ') ? tidy.replace(hanBlanks, '') : tidy;
}

/** NFC, trimmed, control characters dropped, runs of blanks become one space: text as a clerk would write it. */
export function tidyText(text: string): string {
  return text.replace(blanks, ' ').replace(control, '').normalize('NFC').trim();
}
