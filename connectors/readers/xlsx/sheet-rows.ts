import { unescapeXlsxText } from './escaped-text.ts';
import type { NumberFormat } from './number-formats.ts';
import { type LostDigits, readNumericCell } from './numeric-cell.ts';
import { walkXml } from './walk-xml.ts';

export type SheetCell = string | LostDigits;

/** A row of a sheet that holds anything; `cells` by column, undefined where nothing is. */
export interface SheetRow {
  readonly rowNumber: number;
  readonly cells: readonly (SheetCell | undefined)[];
  /** Its texts together exceeded the limit; what came after was not kept. */
  readonly isTooLong: boolean;
}

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly sharedStrings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly date1904: boolean;
  readonly maxRowBytes: number;
}

/** Excel's last column is XFD. */
const maxColumns = 16_384;

/** Rows of a sheet, a list for every chunk that ended one. Rows and cells without a reference follow the one before. */
export async function* readSheetRows(
  chunks: AsyncIterable<Buffer>,
  part: string,
  context: SheetContext,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  let rows: SheetRow[] = [];
  let rowNumber = 0;
  let cells: (SheetCell | undefined)[] = [];
  let rowSize = 0;
  let column = -1;
  let type = 'n';
  let style = 0;
  let text = '';
  let isValue = false;
  let inPhonetic = false;

  const endCell = (): void => {
    if (text === '' || column >= maxColumns) return;
    const cell = readCell(text, type, style, context);
    rowSize += typeof cell === 'string' ? cell.length : cell.lostDigits.length;
    if (rowSize > context.maxRowBytes) {
      cells[column] = typeof cell === 'string' ? cell.slice(0, 1000) : cell;
    } else cells[column] = cell;
  };

  const handlers = {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      switch (name) {
        case 'row':
          rowNumber = attributes.r === undefined ? rowNumber + 1 : Number(attributes.r);
          cells = [];
          rowSize = 0;
          column = -1;
          break;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnIndex(attributes.r);
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          text = '';
          break;
        case 'v':
          isValue = type !== 'inlineStr';
          break;
        case 't':
          isValue = type === 'inlineStr' && !inPhonetic;
          break;
        case 'rPh':
          inPhonetic = true;
          break;
      }
    },
    text(part: string): void {
      // Beyond the limit the rest of the row is not kept; one part is at most what walkXml lets through.
      if (isValue && text.length <= context.maxRowBytes && rowSize <= context.maxRowBytes) text += part;
    },
    close(name: string): void {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'c') endCell();
      else if (name === 'row' && cells.length > 0) {
        rows.push({ rowNumber, cells, isTooLong: rowSize > context.maxRowBytes });
      }
    },
  };

  for await (const _ of walkXml(chunks, part, handlers)) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function readCell(text: string, type: string, style: number, context: SheetContext): SheetCell {
  switch (type) {
    case 's':
      return context.sharedStrings[Number(text)] ?? '';
    case 'inlineStr':
    case 'str':
      return unescapeXlsxText(text);
    case 'b':
      return text === '1' || text === 'true' ? 'true' : 'false';
    case 'n':
      return readNumericCell(text, context.formats[style] ?? 'number', context.date1904);
    // `d` is an ISO date already, `e` the name of an error such as #N/A: both are kept as they are.
    default:
      return text;
  }
}

/** `AB12` → 27. */
function columnIndex(reference: string): number {
  let index = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  return index - 1;
}
