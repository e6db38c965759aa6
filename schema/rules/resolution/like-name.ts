/** Stands for a character that the source could not write or the hub could not read. */
const illegible = '?';

/**
 * Whether two names of the same length differ in exactly one character, and that one is illegible on one side or
 * sounds alike. Syllables are space-separated, one per character.
 */
export function isLikeName(a: string, pinyinA: string, b: string, pinyinB: string): boolean {
  const [x, y] = [[...a], [...b]];
  if (x.length !== y.length || x.length < 2) return false;
  const differing = x.flatMap((character, i) => (character === y[i] ? [] : [i]));
  const [position] = differing;
  if (position === undefined || differing.length > 1) return false;
  if (x[position] === illegible || y[position] === illegible) return true;
  const [soundA, soundB] = [pinyinA.split(' ')[position], pinyinB.split(' ')[position]];
  return soundA !== undefined && soundB !== undefined && foldSound(soundA) === foldSound(soundB);
}

/** Pairs that southern speakers, and clerks who type by ear, do not tell apart. */
function foldSound(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/([aei])ng$/, '$1n');
}
