import type { Label } from '../../../model/identity.ts';

/** Under a fifth of a bit (15 % in the odds) nobody would call a value common or rare. */
const noticeableBits = 0.2;

/** Says how common the shared value is without saying the value. @param bits positive where it is rarer than the average. */
export function frequencyLabel(comparison: Label, bits: number): Label {
  const { zh, en } = comparison;
  if (bits <= -noticeableBits) return { zh: `${zh}的取值较常见`, en: `${en}: the value is common` };
  if (bits >= noticeableBits) return { zh: `${zh}的取值较少见`, en: `${en}: the value is rare` };
  return { zh: `${zh}的取值不常见也不少见`, en: `${en}: the value is neither common nor rare` };
}
