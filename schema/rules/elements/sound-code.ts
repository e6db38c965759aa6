/**
 * How an English name sounds, as a short code: NYSIIS, after R. L. Taft, “Name Search Techniques”, New York State
 * Identification and Intelligence System, Special Report 1 (1970). Names that sound alike mostly share it.
 * @param name lower-case letters a–z; others are skipped.
 */
export function soundCode(name: string): string {
  const letters = foldEnds(name.replace(/[^a-z]/g, ''));
  let code = letters.charAt(0);
  for (let i = 1; i < letters.length; ) {
    const [sound, length] = soundAt(letters, i);
    for (const letter of sound) if (!code.endsWith(letter)) code += letter;
    i += length;
  }
  return foldTail(code);
}

const starts: readonly (readonly [RegExp, string])[] = [
  [/^mac/, 'mcc'],
  [/^kn/, 'nn'],
  [/^k/, 'c'],
  [/^p[hf]/, 'ff'],
  [/^sch/, 'sss'],
];

function foldEnds(letters: string): string {
  const start = starts.find(([pattern]) => pattern.test(letters));
  const begun = start ? letters.replace(start[0], start[1]) : letters;
  return begun.replace(/(?:ee|ie)$/, 'y').replace(/(?:dt|rt|rd|nt|nd)$/, 'd');
}

const vowel = /[aeiou]/;
const single: Readonly<Record<string, string>> = { q: 'g', z: 's', m: 'n', k: 'c' };

/** What the letters from place `i` sound like, and how many of them are spent on it. */
function soundAt(letters: string, i: number): readonly [sound: string, length: number] {
  const letter = letters.charAt(i);
  const [before, after] = [letters.charAt(i - 1), letters.charAt(i + 1)];
  if (letters.startsWith('ev', i)) return ['af', 2];
  if (vowel.test(letter)) return ['a', 1];
  if (letters.startsWith('sch', i)) return ['s', 3];
  if (letters.startsWith('ph', i)) return ['f', 2];
  if (letters.startsWith('kn', i)) return ['n', 2];
  if (letter === 'h' && !(vowel.test(before) && vowel.test(after))) return [vowel.test(before) ? 'a' : '', 1];
  if (letter === 'w' && vowel.test(before)) return ['a', 1];
  return [single[letter] ?? letter, 1];
}

function foldTail(code: string): string {
  if (code.length < 2) return code;
  const tail = code.replace(/s$/, '').replace(/ay$/, 'y').replace(/a$/, '');
  return tail === '' ? code.charAt(0) : tail;
}
