import { parseXml } from './walk-xml.ts';

/** How a numeric cell is shown: as a number, or as a day, month, instant or time of day. */
export type NumberFormat = 'number' | 'date' | 'month' | 'date-time' | 'time';

/**
 * Built-in formats of ECMA-376 part 1, 18.8.30, with the meaning that the Chinese edition gives 27–36 and 50–58.
 */
const builtIn = new Map<number, NumberFormat>([
  ...[14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58].map((id) => [id, 'date'] as const),
  ...[17, 27, 36, 50, 52, 57].map((id) => [id, 'month'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'date-time'],
]);

/** The format of every cell style, by its number. @throws HubError XLSX_BROKEN */
export async function readNumberFormats(chunks: AsyncIterable<Buffer>, part: string): Promise<readonly NumberFormat[]> {
  const custom = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  await parseXml(chunks, part, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), classifyFormat(attributes.formatCode ?? ''));
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(custom.get(id) ?? builtIn.get(id) ?? 'number');
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}

/** `yyyy"年"m"月"` is a month, `h:mm` a time; text in quotation marks, escapes and [colours] are no format letters. */
export function classifyFormat(code: string): NumberFormat {
  const first = code.split(';')[0] ?? '';
  const elapsed = /\[(h+|m+|s+)\]/iu.test(first);
  const letters = first
    .replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, '')
    .replaceAll(/general|AM\/PM|A\/P|上午\/下午/giu, '')
    .toLowerCase();
  const hasYear = /[ye]/u.test(letters) && !/[0#?]/u.test(letters);
  const hasDay = letters.includes('d');
  const hasTime = elapsed || /[hs]/u.test(letters);
  if (hasTime) return hasYear || hasDay ? 'date-time' : 'time';
  if (hasDay) return 'date';
  if (hasYear) return letters.includes('m') ? 'month' : 'date';
  return 'number';
}
