import { parseAddress } from '../elements/address.ts';

export interface Household {
  /** `H:<户号>` or `D:<dwelling>`: the prefix keeps the two name spaces apart. */
  readonly id: string;
  readonly basis: 'HOUSEHOLD_NUMBER' | 'DWELLING';
}

/** The household of a resident's golden values: 户号 where given, else the normalised dwelling, else none. */
export function householdOf(values: Readonly<Record<string, string>>): Household | null {
  if (values.householdNumber) return { id: `H:${values.householdNumber}`, basis: 'HOUSEHOLD_NUMBER' };
  const dwelling = values.actualAddress ? parseAddress(values.actualAddress).dwellingKey : null;
  return dwelling ? { id: `D:${dwelling}`, basis: 'DWELLING' } : null;
}
