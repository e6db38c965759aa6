import type { PreparedRecord } from '../../schema/model/resolution.ts';
import type { Parts } from '../../schema/rules/resolution/level-test.ts';
import { createInterner } from './interner.ts';

/** One comparison's view of all records: `codes[record]` is the place of its combination of parts in `values`. */
export interface Column {
  readonly codes: Int32Array;
  readonly values: readonly Parts[];
}

const between = '\u0003';

/** Dictionary-codes the combination of the named parts; equal codes mean equal parts, absent ones included. */
export function codeColumn(records: readonly PreparedRecord[], names: readonly string[]): Column {
  const interner = createInterner();
  const codes = new Int32Array(records.length);
  const values: Parts[] = [];
  records.forEach((record, i) => {
    let text = '';
    for (const name of names) {
      const value = record.parts[name];
      text += value === undefined ? between : between + between + value;
    }
    const code = interner.codeOf(text);
    codes[i] = code;
    if (code === values.length) values.push(pick(record.parts, names));
  });
  return { codes, values };
}

function pick(parts: Parts, names: readonly string[]): Parts {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = parts[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
