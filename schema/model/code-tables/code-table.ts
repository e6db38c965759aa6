import type { Label } from '../identity.ts';

export interface CodeTable {
  readonly name: string;
  readonly label: Label;
  /** Where the codes come from, for the reader of a data dictionary. */
  readonly source: string;
  readonly codes: Readonly<Record<string, Label>>;
}

/** A table from rows of code → [中文, English]. */
export function codeTable(
  name: string,
  zh: string,
  en: string,
  source: string,
  rows: Readonly<Record<string, readonly [zh: string, en: string]>>,
): CodeTable {
  const codes = Object.fromEntries(
    Object.entries(rows).map(([code, [codeZh, codeEn]]) => [code, { zh: codeZh, en: codeEn }] as const),
  );
  return { name, label: { zh, en }, source, codes };
}
