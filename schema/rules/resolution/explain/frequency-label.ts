import type { Label } from '../../../model/identity.ts';

/** Under a fifth of a bit (15 % in the odds) nobody would call a value common or rare. */
const noticeableBits = 0.2;

/** Says how common the shared value is without saying the value. @param bits positive where it is rarer than the average. */
export function frequencyLabel(bits: number): Label {
  if (bits <= -noticeableBits) return { zh: '共同的取值较常见', en: 'the shared value is common' };
  if (bits >= noticeableBits) return { zh: '共同的取值较少见', en: 'the shared value is rare' };
  return { zh: '共同的取值不常见也不少见', en: 'the shared value is neither common nor rare' };
}
