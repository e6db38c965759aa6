import type { ReadRow } from '../../../schema/model/record.ts';
import { bodyEmpty } from '../body-faults.ts';
import { type ColumnHeader, readColumnHeader } from '../column-header.ts';
import { abortReason } from '../open-body.ts';
import type { OnColumns, ReadLimits, RowBlocks } from '../reading.ts';
import { faultRow } from '../row-faults.ts';
import { isStorable } from '../storable-text.ts';
import { readNumberFormats } from './number-formats.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetRows, type SheetCell, type SheetRow } from './sheet-rows.ts';
import { readWorkbook } from './workbook.ts';
import { openZipArchive } from './zip-archive.ts';

/**
 * Reads one sheet of a workbook; its first row that holds anything is the header, blank rows are skipped, short
 * rows are filled up with empty text. A value beyond the header's last column is kept as 列N.
 * Cells are text; a number of more than 15 digits is `{ lostDigits }`, which the contract rejects.
 * @throws HubError XLSX_BROKEN, XLSX_SHEET_MISSING, COLUMN_MISSING, HEADER_DUPLICATE, BODY_TOO_LARGE, BODY_EMPTY
 */
export async function* readXlsx(
  file: string,
  sheet: 'first' | string,
  limits: ReadLimits,
  onColumns: OnColumns,
): RowBlocks {
  const archive = await openZipArchive(file, limits);
  try {
    const { sheetPart, sharedStringsPart, stylesPart, date1904 } = await readWorkbook(archive, sheet);
    const context = {
      sharedStrings:
        sharedStringsPart === null ? [] : await readSharedStrings(archive.read(sharedStringsPart), sharedStringsPart),
      formats: stylesPart === null ? [] : await readNumberFormats(archive.read(stylesPart), stylesPart),
      date1904,
      maxRowBytes: limits.maxRowBytes,
    };
    let header: ColumnHeader | null = null;
    for await (const block of readSheetRows(archive.read(sheetPart), sheetPart, context)) {
      let rows = block.filter(({ cells }) => cells.some((cell) => cell !== undefined && cell !== ''));
      const first = rows[0];
      if (header === null && first !== undefined) {
        header = readColumnHeader(Array.from(first.cells, asText), limits.requiredColumns, 'xlsx', 'zip');
        onColumns(header.columns);
        rows = rows.slice(1);
      }
      const known = header;
      if (known === null) continue;
      const read = rows.flatMap((row) => toRow(row, known, limits) ?? []);
      if (read.length > 0) yield read;
    }
    if (header === null) throw bodyEmpty();
  } catch (error) {
    throw abortReason(limits.signal, error);
  } finally {
    await archive.close();
  }
}

/** Null where only marks of a return file are left: a row that was returned unparsed and not mended. */
function toRow({ rowNumber, cells, isTooLong }: SheetRow, header: ColumnHeader, limits: ReadLimits): ReadRow | null {
  const excerpt = (): string => Array.from(cells, (cell) => asText(cell).slice(0, 500)).join('\t');
  if (isTooLong) return faultRow(rowNumber, { rule: 'ROW_TOO_LONG', limitBytes: limits.maxRowBytes }, excerpt());
  const { columns, width } = header;
  const named: Record<string, SheetCell> = {};
  let isBlank = true;
  for (const [i, column] of columns.entries()) {
    const cell = cells[i] ?? '';
    named[column] = cell;
    if (cell !== '') isBlank = false;
  }
  for (let i = width; i < cells.length; i += 1) {
    const cell = cells[i] ?? '';
    if (cell === '') continue;
    named[`列${i + 1}`] = cell;
    isBlank = false;
  }
  if (isBlank) return null;
  // Only `_x0000_` and halves of `_xD83D_` can bring in what PostgreSQL cannot keep.
  if (!isStorable(named)) return faultRow(rowNumber, { rule: 'VALUE_UNSTORABLE' }, excerpt());
  return { rowNumber, cells: named };
}

function asText(cell: SheetCell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : cell.lostDigits;
}
