import { checkCreditCode } from '../../elements/credit-code.ts';
import type { MadeParts } from './made-parts.ts';

/**
 * `text`: the code as read. `standing`: `sound` (18 characters, the check fits), `organisation` (the nine-character
 * code alone) or `unsound`. `organisation`: the nine characters inside, which joins the two forms.
 */
export function creditCodeParts(raw?: string): MadeParts {
  if (!raw) return {};
  const check = checkCreditCode(raw);
  if (check.canonical === '') return {};
  const standing =
    check.kind === 'credit-code' ? 'sound' : check.kind === 'organisation-code' ? 'organisation' : 'unsound';
  return { text: check.canonical, standing, organisation: check.organisationCode ?? undefined };
}
