import type { Label } from './identity.ts';

export interface CodeTable {
  readonly name: string;
  readonly label: Label;
  /** Where the codes come from, for the reader of a data dictionary. */
  readonly source: string;
  readonly codes: Readonly<Record<string, Label>>;
}
