import { Converter } from 'opencc-js';

const convert = Converter({ from: 't', to: 'cn' });

/** Traditional in a phrase, yet standard simplified characters of their own in names: never folded. */
const keep = new Set([...'乾著藉於甯']);
/** Variants that occur in names and that the Traditional table does not hold. */
const variants: ReadonlyMap<string, string> = new Map([
  ['囯', '国'],
  ['髙', '高'],
  ['凃', '涂'],
  ['冨', '富'],
  ['煕', '熙'],
]);

/** By UTF-16 unit: 0 = not asked yet, 1 = folds to itself. Most texts hold nothing to fold and are given back as they are. */
const asked = new Uint8Array(0x10000).fill(1, 0, 0x2e80);
const folds = new Map<string, string>();

/**
 * Folds each Traditional or variant character to its simplified form, one by one: no phrase changes a name, and the
 * result does not depend on the neighbours. A comparison form only.
 */
export function toSimplified(text: string): string {
  for (let i = 0; i < text.length; i++) if (asked[text.charCodeAt(i)] !== 1) return simplifyFrom(text);
  return text;
}

function simplifyFrom(text: string): string {
  let folded = '';
  for (const character of text) folded += folds.get(character) ?? simplify(character);
  return folded;
}

function simplify(character: string): string {
  const simple = keep.has(character) ? character : (variants.get(character) ?? convert(character));
  folds.set(character, simple);
  if (simple === character && character.length === 1) asked[character.charCodeAt(0)] = 1;
  return simple;
}
