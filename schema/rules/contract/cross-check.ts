import type { Flag } from '../../model/record.ts';
import type { CitizenIdCheck } from '../elements/citizen-id.ts';

/**
 * Holds a row's own sex, birth date and document type against its citizen number. A contradiction is flagged on the
 * source's field and nothing is overwritten; a document type without a number says nothing and is dropped.
 */
export function crossCheck(values: Record<string, string>, flags: Flag[], id: CitizenIdCheck | null): void {
  if (values.documentNumber === undefined) delete values.documentType;
  if (id === null || !id.valid) return;
  if (id.warnings.includes('NOT_MAINLAND') && values.documentType === 'CITIZEN_ID') {
    flags.push({ field: 'documentType', rule: 'DOCUMENT_TYPE_CONTRADICTS_NUMBER' });
  }
  const { sex, birthDate } = values;
  if ((sex === '1' || sex === '2') && sex !== id.sex) flags.push({ field: 'sex', rule: 'SEX_CONTRADICTS_ID' });
  if (birthDate !== undefined && birthDate !== id.birthDate && !flags.some((flag) => flag.field === 'birthDate')) {
    flags.push({ field: 'birthDate', rule: 'BIRTH_DATE_CONTRADICTS_ID' });
  }
}
