import type { CompiledFrequency, CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { type Frame, readCell } from './frame.ts';
import { codeOf, countCodes, textOf } from './shared-dictionary.ts';

/**
 * Notes for every record of the range what its values' frequency adds to each level that asks for it, by the model. A
 * few thousand different numbers serve all records, so a cell holds the number of one of them.
 * @param to the record behind the last of the range
 */
export function fillFrequencies(frame: Frame, model: CompiledModel, from = 0, to = frame.size): void {
  model.comparisons.forEach((comparison, c) => {
    comparison.frequencies.forEach((frequency, level) => {
      const offset = frame.layout.frequencyOffsets[c]?.[level] ?? -1;
      if (frequency && offset >= 0) fillOne(frame, frequency, offset, from, to);
    });
  });
}

/** Number of a frequency's cell → bits; 0 adds nothing. */
export function readFrequencyBits({ frequencies }: Frame): Float64Array {
  return Float64Array.from({ length: countCodes(frequencies) + 1 }, (_, code) =>
    code === 0 ? 0 : Number(textOf(frequencies, code)),
  );
}

function fillOne(frame: Frame, frequency: CompiledFrequency, offset: number, from: number, to: number): void {
  const { cells, layout, frequencies } = frame;
  const columns = frequency.partsRead.flatMap((name) => layout.columns.filter((column) => column.name === name));
  const numberOf = (record: number): number => {
    const parts: Record<string, string> = {};
    for (const { name, domain, offset: place } of columns) {
      const text = readCell(frame, record, domain, place);
      if (text !== undefined) parts[name] = text;
    }
    const bits = frequency.bitsOf(parts);
    return bits === 0 ? 0 : codeOf(frequencies, String(bits));
  };
  const remembered = rememberByCodes(
    frame,
    columns.map((column) => column.offset),
  );
  for (let record = from; record < to; record++) {
    cells[record * layout.width + offset] = remembered(record, numberOf);
  }
}

/** Asks once for each combination of codes. */
function rememberByCodes(
  { cells, layout }: Frame,
  offsets: readonly number[],
): (record: number, ask: (record: number) => number) => number {
  const known = new Map<number, Map<number, number>>();
  return (record, ask) => {
    const row = record * layout.width;
    const first = cells[row + (offsets[0] ?? 0)] ?? 0;
    // At most two parts decide a frequency: the value and what it is conditioned on. Few of the latter are distinct.
    const second = offsets.length > 1 ? (cells[row + (offsets[1] ?? 0)] ?? 0) : 0;
    let byFirst = known.get(second);
    if (!byFirst) {
      byFirst = new Map();
      known.set(second, byFirst);
    }
    const answer = byFirst.get(first);
    if (answer !== undefined) return answer;
    const made = ask(record);
    byFirst.set(first, made);
    return made;
  };
}
