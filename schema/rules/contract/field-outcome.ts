import type { FlagRule, RejectRule } from '../../model/contract-rules.ts';

/** A value kept as sent because something about it is doubtful. */
export interface Doubt {
  readonly kind: 'doubt';
  readonly value: string;
  readonly rule: FlagRule;
  readonly reason?: string;
}

/** A value that makes its row worthless. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly rule: RejectRule;
}

/** What became of one value: canonical text ('' = not given), a doubt, or the end of the row. */
export type FieldOutcome = string | Doubt | Rejection;

export const doubt = (value: string, rule: FlagRule, reason?: string): Doubt =>
  reason === undefined ? { kind: 'doubt', value, rule } : { kind: 'doubt', value, rule, reason };

export const rejection = (rule: RejectRule): Rejection => ({ kind: 'rejection', rule });

/** Doubts about a value that is nevertheless one: a required field accepts them. */
export const softRules: ReadonlySet<FlagRule> = new Set<FlagRule>([
  'NAME_UNKNOWN_CHARACTER',
  'NAME_PLACEHOLDER',
  'REPLACEMENT_CHARACTER',
  'DOCUMENT_TYPE_CONTRADICTS_NUMBER',
  'SEX_CONTRADICTS_ID',
  'BIRTH_DATE_CONTRADICTS_ID',
]);
