import type { Agreement } from '../../model/agreement.ts';
import { type AreaScope, areaScopeOf } from './area-scope.ts';
import { coversField, type FieldPath, reachesBelow } from './field-path.ts';

/** An agreement's terms, read once: a page of residents asks the same few questions some hundred times. */
export interface AgreementTerms {
  readonly scope: AreaScope;
  /** Inclusive, milliseconds; NaN when unreadable, which no time is after. */
  readonly fromMs: number;
  /** Exclusive, milliseconds; NaN when unreadable, which no time is before. */
  readonly untilMs: number;
  covers(path: FieldPath): boolean;
  /** Whether it covers any field below the path. */
  reaches(path: FieldPath): boolean;
}

const known = new WeakMap<Agreement, AgreementTerms>();

export function termsOf(agreement: Agreement): AgreementTerms {
  const remembered = known.get(agreement);
  if (remembered) return remembered;
  const covers = remembering((path) => agreement.fields.some((pattern) => coversField(pattern, path)));
  const terms: AgreementTerms = {
    scope: areaScopeOf(agreement),
    fromMs: Date.parse(agreement.validFrom),
    untilMs: Date.parse(agreement.until),
    covers,
    reaches: remembering((path) => agreement.fields.some((pattern) => reachesBelow(pattern, path))),
  };
  known.set(agreement, terms);
  return terms;
}

function remembering(decide: (path: FieldPath) => boolean): (path: FieldPath) => boolean {
  const answers = new Map<FieldPath, boolean>();
  return (path) => {
    const answered = answers.get(path);
    if (answered !== undefined) return answered;
    const answer = decide(path);
    answers.set(path, answer);
    return answer;
  };
}
