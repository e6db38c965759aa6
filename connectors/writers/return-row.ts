import type { Label } from '../../schema/model/identity.ts';

/** A rejected row on its way back to the department. */
export interface ReturnRow {
  readonly rowNumber: number;
  readonly rule: string;
  readonly reason: Label;
  /** Verbatim as read; null where the row could not be parsed: then `excerpt` is all there is. */
  readonly cells: Readonly<Record<string, unknown>> | null;
  readonly excerpt: string;
}

/** 行号, 规则, 原因: the last carries the excerpt of a row that could not be parsed. */
export function markCells(row: ReturnRow): readonly [string, string, string] {
  const reason = row.cells === null && row.excerpt !== '' ? `${row.reason.zh}；原文：${row.excerpt}` : row.reason.zh;
  return [String(row.rowNumber), row.rule, reason];
}

/** A value of a table as text. A number that lost its digits is given back as the number it was. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const lost = lostDigitsOf(value);
  return lost ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
}

export function lostDigitsOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('lostDigits' in value)) return null;
  return typeof value.lostDigits === 'string' ? value.lostDigits : null;
}
