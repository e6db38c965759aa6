import { foldWidthAndCase, removeBlanks } from './fold-text.ts';

export interface OrganisationCodeCheck {
  /** Nine characters without the dash where the form allows it, else the text cleaned. */
  readonly canonical: string;
  /** True when the nine characters have the right form. */
  readonly valid: boolean;
  /** GB 11714 check character; a mismatch is a warning only, because the rule is unconfirmed for old codes. */
  readonly checkMatches: boolean;
}

const form = /^[0-9A-Z]{8}[0-9X]$/;
const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The nine-character organisation code (GB 11714), alone or with its dash (`82575356-8`). */
export function checkOrganisationCode(raw: string): OrganisationCodeCheck {
  const canonical = removeBlanks(foldWidthAndCase(raw)).replace(/[-‐-―]/g, '');
  const valid = form.test(canonical);
  return { canonical, valid, checkMatches: valid && organisationCheckCharacter(canonical) === canonical.charAt(8) };
}

/** The check character of the first eight characters. */
export function organisationCheckCharacter(code: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += characterValue(code.charCodeAt(i)) * (weights[i] ?? 0);
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

function characterValue(charCode: number): number {
  return charCode < 58 ? charCode - 48 : charCode - 55;
}
