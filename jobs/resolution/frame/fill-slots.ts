import { addressSlots } from '../../../schema/rules/elements/address-relation.ts';
import { splitSlots } from '../../../schema/rules/resolution/parts/address-parts.ts';
import type { Frame } from './frame.ts';
import { codeOf, countCodes, textOf } from './shared-dictionary.ts';

/** Cells of one address: which slots it has, as bits, and the number of each slot's text. */
export const slotWidth = addressSlots.length + 1;

export const createSlots = (addresses: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer((addresses + 1_024) * slotWidth * 4));

/** Takes every address apart, or every of-th: nine numbers for a text of fifty characters. */
export function fillSlots(frame: Frame, share = 0, of = 1): void {
  for (const domain of frame.layout.addressDomains) {
    const [dictionary, slots] = [frame.dictionaries[domain], frame.slots[domain]];
    if (!dictionary || !slots) continue;
    const count = countCodes(dictionary);
    for (let code = 1 + share; code <= count; code += of) {
      const place = code * slotWidth;
      let has = 0;
      splitSlots(textOf(dictionary, code)).forEach((text, slot) => {
        if (text === '') return;
        has |= 1 << slot;
        slots[place + 1 + slot] = codeOf(frame.slotTexts, text);
      });
      slots[place] = has;
    }
  }
}

/** Which slots two addresses both have and have alike, as bits; p and q are where they begin. */
export function equalSlots(slots: Int32Array, p: number, q: number): number {
  let equal = 0;
  for (let slot = 1; slot < slotWidth; slot++) {
    const text = slots[p + slot];
    if (text !== 0 && text === slots[q + slot]) equal |= 1 << (slot - 1);
  }
  return equal;
}
