import type { Contract } from '../../model/contract.ts';
import type { Grade } from '../../model/identity.ts';

/** The grade of one field of the contract; a field it does not know is as sensitive as can be (fails closed). */
export function gradeOf(contract: Contract, field: string): Grade {
  return contract.fields.find(({ to }) => to === field)?.grade ?? 4;
}
