import { invalid } from '../../schema/model/errors.ts';
import type { ReadRow } from '../../schema/model/record.ts';
import { isObject } from './json-row.ts';

const maxColumns = 1000;

/**
 * JSON forms have no header: the columns are those seen so far, and a required one is missing when no object of
 * the first block has it. (A single object without its key is the row's fault, not the body's: the contract sees to it.)
 */
export function createSeenColumns(requiredColumns: readonly string[], onColumns: (columns: readonly string[]) => void) {
  const seen = new Set<string>();
  let isChecked = false;

  const check = (objects: readonly Readonly<Record<string, unknown>>[]): void => {
    const missing = requiredColumns.filter((column) => !objects.some((cells) => hasColumn(cells, column)));
    if (missing.length === 0) return;
    const found = [...seen].slice(0, 100);
    throw invalid(
      'COLUMN_MISSING',
      `no object at the beginning of the body has ${missing.join(', ')}; they have ${found.join(', ')}. ` +
        'Send the properties that the contract names',
      { missing, found },
    );
  };

  return {
    take(rows: readonly ReadRow[]): void {
      const objects = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
      const before = seen.size;
      for (const cells of objects) {
        if (seen.size >= maxColumns) break;
        for (const name of Object.keys(cells)) seen.add(name);
      }
      if (seen.size > before) onColumns([...seen]);
      if (isChecked || objects.length === 0) return;
      isChecked = true;
      check(objects);
    },
  };
}

/** By name, or along a dotted path as far as its steps are plain names (`meta.lastUpdated`). */
function hasColumn(cells: Readonly<Record<string, unknown>>, column: string): boolean {
  if (Object.hasOwn(cells, column)) return true;
  let value: unknown = cells;
  for (const step of column.split('.')) {
    const name = step.split('[')[0] ?? step;
    if (!isObject(value) || !Object.hasOwn(value, name)) return false;
    value = value[name];
    if (name !== step) return true;
  }
  return true;
}
