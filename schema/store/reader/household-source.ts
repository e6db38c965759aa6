import type { FieldPath } from '../../rules/access/field-path.ts';

/** The field that a household's id is made of, so that whoever reads the id or asks by it reads that field. */
export const householdSource = (id: string): FieldPath =>
  id.startsWith('H:') ? 'resident.householdNumber' : 'resident.actualAddress';
