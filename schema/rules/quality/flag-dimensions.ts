import type { FlagRule } from '../../model/contract-rules.ts';

/** The three dimensions of GB/T 36344 that a doubt about one value can lower. */
export type FlagDimension = 'normative' | 'accuracy' | 'consistency';

/** Contradictions lower two: the value is doubtful and it does not fit the rest of its row. */
const dimensions: Readonly<Record<FlagRule, readonly FlagDimension[]>> = {
  CITIZEN_ID_INVALID: ['normative'],
  DOCUMENT_NUMBER_INVALID: ['normative'],
  DOCUMENT_TYPE_CONTRADICTS_NUMBER: ['accuracy', 'consistency'],
  CREDIT_CODE_INVALID: ['normative'],
  PHONE_INVALID: ['normative'],
  DATE_INVALID: ['normative'],
  DATE_IN_FUTURE: ['accuracy'],
  TIMESTAMP_INVALID: ['normative'],
  CODE_UNKNOWN: ['consistency'],
  GRID_CODE_INVALID: ['normative'],
  INTEGER_INVALID: ['normative'],
  DECIMAL_INVALID: ['normative'],
  NAME_UNKNOWN_CHARACTER: ['normative'],
  NAME_PLACEHOLDER: ['accuracy'],
  REPLACEMENT_CHARACTER: ['normative'],
  NOT_TEXT: ['normative'],
  SEX_CONTRADICTS_ID: ['accuracy', 'consistency'],
  BIRTH_DATE_CONTRADICTS_ID: ['accuracy', 'consistency'],
};

const byRule: ReadonlyMap<string, readonly FlagDimension[]> = new Map(Object.entries(dimensions));

/** Which dimensions a flag's rule lowers; a rule that is not listed is a matter of form. */
export function flagDimensions(rule: string): readonly FlagDimension[] {
  return byRule.get(rule) ?? ['normative'];
}
