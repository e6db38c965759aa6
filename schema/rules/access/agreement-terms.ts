import type { Agreement } from '../../model/agreement.ts';
import { type AreaScope, areaScopeOf } from './area-scope.ts';
import { coversField, type FieldPath } from './field-path.ts';

/** An agreement's terms, read once: a page of residents asks the same few questions some hundred times. */
export interface AgreementTerms {
  readonly scope: AreaScope;
  /** Inclusive, milliseconds; NaN when unreadable, which no time is after. */
  readonly fromMs: number;
  /** Exclusive, milliseconds; NaN when unreadable, which no time is before. */
  readonly untilMs: number;
  covers(path: FieldPath): boolean;
}

const known = new WeakMap<Agreement, AgreementTerms>();

export function termsOf(agreement: Agreement): AgreementTerms {
  const remembered = known.get(agreement);
  if (remembered) return remembered;
  const answers = new Map<FieldPath, boolean>();
  const terms: AgreementTerms = {
    scope: areaScopeOf(agreement),
    fromMs: Date.parse(agreement.validFrom),
    untilMs: Date.parse(agreement.until),
    covers(path) {
      const answered = answers.get(path);
      if (answered !== undefined) return answered;
      const answer = agreement.fields.some((pattern) => coversField(pattern, path));
      answers.set(path, answer);
      return answer;
    },
  };
  known.set(agreement, terms);
  return terms;
}
