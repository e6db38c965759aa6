/** Lower case without accents, every run of other signs one blank: `O’Brien-Muñoz ` → `o brien munoz`. */
export function foldLatin(raw: string): string {
  return raw
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
