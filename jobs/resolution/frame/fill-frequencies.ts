import type { CompiledFrequency, CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import type { Frame } from './frame.ts';
import type { PartColumn } from './frame-layout.ts';
import { codeOf, countCodes, textOf } from './shared-dictionary.ts';

/**
 * Notes for every record of the range what its values' frequency adds to each level that asks for it, by the model. A
 * few thousand different numbers serve all records, so a cell holds the number of one of them.
 * @param to the record behind the last of the range
 */
export function fillFrequencies(frame: Frame, model: CompiledModel, from = 0, to = frame.size): void {
  const { cells, layout } = frame;
  const fillers = model.comparisons.flatMap(({ frequencies }, c) =>
    frequencies.flatMap((frequency, level) => {
      const offset = layout.frequencyOffsets[c]?.[level] ?? -1;
      return frequency && offset >= 0 ? (createFiller(frame, frequency, offset) ?? []) : [];
    }),
  );
  // Record by record and not level by level: a row is fetched from memory once.
  for (let record = from; record < to; record++) {
    const row = record * layout.width;
    for (const { value, group, offset, numberOf } of fillers) {
      const code = cells[row + value] ?? 0;
      cells[row + offset] = code === 0 ? 0 : numberOf(code, group < 0 ? 0 : (cells[row + group] ?? 0));
    }
  }
}

/** Number of a frequency's cell → bits; 0 adds nothing. */
export function readFrequencyBits({ frequencies }: Frame): Float64Array {
  return Float64Array.from({ length: countCodes(frequencies) + 1 }, (_, code) =>
    code === 0 ? 0 : Number(textOf(frequencies, code)),
  );
}

/** Where one level's numbers come from and go to; group -1 = its frequencies are not counted within another part. */
interface Filler {
  readonly value: number;
  readonly group: number;
  readonly offset: number;
  numberOf(code: number, groupCode: number): number;
}

function createFiller(frame: Frame, frequency: CompiledFrequency, offset: number): Filler | null {
  const [value, group] = frequency.partsRead.map((name) => frame.layout.columns.find((column) => column.name === name));
  if (!value) return null;
  const numberOf = rememberNumbers(frame, frequency, value, group);
  return { value: value.offset, group: group?.offset ?? -1, offset, numberOf };
}

/**
 * The number of a value's bits, worked out once for each value; where the model names the value, once for each group
 * that it is counted within. Few values are named and few groups are distinct.
 */
function rememberNumbers(
  frame: Frame,
  frequency: CompiledFrequency,
  value: PartColumn,
  group: PartColumn | undefined,
): (code: number, groupCode: number) => number {
  const { dictionaries, frequencies } = frame;
  const [values, groups] = [dictionaries[value.domain], dictionaries[group?.domain ?? 0]];
  const plain = new Int32Array(values ? countCodes(values) + 1 : 1).fill(unasked);
  const named = new Map<number, Map<number, number>>();
  const numberOf = (text: string, groupText: string | undefined): number => {
    const parts = { [value.name]: text, ...(group && groupText !== undefined ? { [group.name]: groupText } : {}) };
    const bits = frequency.bitsOf(parts);
    return bits === 0 ? 0 : codeOf(frequencies, String(bits));
  };
  return (code, groupCode) => {
    const known = plain[code] ?? unasked;
    if (known >= 0 || !values) return known;
    let ofGroups = named.get(code);
    if (!ofGroups) {
      const text = textOf(values, code);
      if (!group || !frequency.isNamed(text)) {
        const number = numberOf(text, undefined);
        plain[code] = number;
        return number;
      }
      ofGroups = new Map();
      named.set(code, ofGroups);
    }
    let number = ofGroups.get(groupCode);
    if (number === undefined) {
      number = numberOf(textOf(values, code), groupCode === 0 || !groups ? undefined : textOf(groups, groupCode));
      ofGroups.set(groupCode, number);
    }
    return number;
  };
}

const unasked = -1;
