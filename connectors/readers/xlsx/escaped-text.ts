/** XML cannot hold control characters, so Excel writes them as `_x000D_`, and a literal `_x000D_` as `_x005F_x000D_`. */
export function unescapeXlsxText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
