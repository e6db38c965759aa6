/**
 * What the hub adds to a row that it returns to the department. A department mends the return file and sends
 * the same file again, so the readers take these marks off: they are ours, not part of the verbatim row.
 */
export const markColumns = ['行号', '规则', '原因'] as const;

/** The same marks in JSON forms; `_excerpt` stands where the row could not be parsed. */
const markProperties = ['_row', '_rule', '_reason', '_excerpt'] as const;

/** Taken off only as the last three columns, in order: a department may well own a column named 原因. */
export function countMarkColumns(header: readonly string[], requiredColumns: readonly string[]): number {
  const start = header.length - markColumns.length;
  const marked = start > 0 && markColumns.every((name, i) => header[start + i] === name);
  return marked && !requiredColumns.some((name) => markColumns.some((mark) => mark === name)) ? markColumns.length : 0;
}

/**
 * The object without marks, the same object where it has none, or null where nothing but marks is left
 * (a returned row that could not be parsed and was not mended: it holds nothing to take).
 */
export function dropMarkProperties(
  cells: Readonly<Record<string, unknown>>,
  requiredColumns: readonly string[],
): Readonly<Record<string, unknown>> | null {
  if (!('_row' in cells && '_rule' in cells && '_reason' in cells)) return cells;
  const isMark = (name: string): boolean =>
    markProperties.some((mark) => mark === name) && !requiredColumns.includes(name);
  const kept = Object.entries(cells).filter(([name]) => !isMark(name));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
