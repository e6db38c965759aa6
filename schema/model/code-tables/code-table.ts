import type { CodeTable } from '../code-tables.ts';

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
