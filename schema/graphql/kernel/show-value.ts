import { findCodeTable } from '../../model/code-tables.ts';
import type { ContractField } from '../../model/contract.ts';
import type { FieldReading } from '../../store/reader/reader.ts';
import { forbiddenField } from './forbidden-field.ts';

/** How a value is shown: one way per type of the contracts. */
export type ValueType =
  | { readonly type: Exclude<ContractField['type'], 'code'> }
  | { readonly type: 'code'; readonly table: string };

/** What a field shows of a reading. A value that its type cannot carry (a mask, a value kept as sent) is null. Throws FORBIDDEN. */
export function showReading(
  reading: FieldReading,
  path: string,
  valueType: ValueType,
): string | number | boolean | null {
  if (reading.state === 'denied') throw forbiddenField(path);
  return reading.value === null ? null : showValue(reading.value, valueType);
}

function showValue(value: string, valueType: ValueType): string | number | boolean | null {
  switch (valueType.type) {
    case 'text':
      return value;
    case 'date':
      return /^\d{4}(-\d{2}-\d{2})?$/.test(value) ? value : null;
    case 'timestamp':
      return Number.isNaN(Date.parse(value)) ? null : value;
    case 'integer':
      return /^-?\d{1,9}$/.test(value) ? Number(value) : null;
    case 'decimal':
      return /^-?\d{1,30}(\.\d{1,10})?$/.test(value) ? value : null;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : null;
    case 'code':
      return isKnown(valueType.table, value) ? value : null;
  }
}

function isKnown(table: string, code: string): boolean {
  const codes = findCodeTable(table)?.codes;
  return codes !== undefined && Object.hasOwn(codes, code);
}
