import type { FeedForm } from '../../model/contract.ts';
import { rejectRules } from '../../model/contract-rules.ts';
import type { RowFault } from '../../model/record.ts';
import type { Cells } from './field-mapper.ts';

/** Half a surrogate pair: JSON can spell it, PostgreSQL's jsonb refuses it, and with it the whole page of rows. */
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Finds the cell that PostgreSQL cannot hold: U+0000, or half a character. Every column counts, mapped or not, since
 * the row is kept verbatim. A text decoder never yields half a character, so CSV is spared that test.
 */
export function compileStorable(form: FeedForm): (cells: Cells) => RowFault | null {
  const isBad =
    form.type === 'csv'
      ? (text: string) => text.includes('\0')
      : (text: string) => text.includes('\0') || halfCharacter.test(text);
  return (cells) => {
    for (const column in cells) {
      const cell = cells[column];
      const bad = typeof cell === 'string' ? isBad(cell) : typeof cell === 'object' && holdsBad(cell, isBad);
      if (bad || isBad(column)) {
        return {
          rule: 'INVALID_CHARACTER',
          column: isBad(column) ? null : column,
          reason: rejectRules.INVALID_CHARACTER,
        };
      }
    }
    return null;
  };
}

function holdsBad(value: unknown, isBad: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isBad(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((element) => holdsBad(element, isBad));
  return Object.entries(value).some(([name, element]) => isBad(name) || holdsBad(element, isBad));
}
