import { invalid } from '../../schema/model/errors.ts';
import { markColumns } from '../readers/return-marks.ts';
import { cellText, lostDigitsOf, markCells, type ReturnRow } from './return-row.ts';
import { writeZip } from './zip-writer.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel's own limit. */
const maxSheetRows = 1_048_576;

/**
 * A workbook of one sheet whose cells are all in the format Text, so that a number which the clerk types in keeps
 * its digits. A number that had lost its digits is written as a number again: unmended, it is rejected again.
 */
export async function* writeXlsx(
  sheet: string,
  columns: readonly string[],
  pages: AsyncIterable<readonly ReturnRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  yield* writeZip([
    { name: '[Content_Types].xml', content: [xml(contentTypesPart())] },
    { name: '_rels/.rels', content: [xml(relationsPart([['officeDocument', 'xl/workbook.xml']]))] },
    { name: 'xl/workbook.xml', content: [xml(workbookPart(sheet))] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [
        xml(
          relationsPart([
            ['worksheet', 'worksheets/sheet1.xml'],
            ['styles', 'styles.xml'],
          ]),
        ),
      ],
    },
    { name: 'xl/styles.xml', content: [xml(stylesPart())] },
    { name: 'xl/worksheets/sheet1.xml', content: sheetPart(columns, pages) },
  ]);
}

async function* sheetPart(
  columns: readonly string[],
  pages: AsyncIterable<readonly ReturnRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  const width = columns.length + markColumns.length;
  yield xml(
    `${head}<worksheet xmlns="${main}"><cols><col min="1" max="${width}" width="18" style="1" customWidth="1"/></cols>` +
      `<sheetData>${rowXml([...columns, ...markColumns].map(textCell))}`,
  );
  let count = 1;
  for await (const rows of pages) {
    count += rows.length;
    if (count > maxSheetRows) {
      throw invalid(
        'RETURN_FILE_TOO_LONG',
        `a sheet holds at most ${maxSheetRows} rows; mend the rule that rejects most of them and send the feed again`,
      );
    }
    yield xml(
      rows
        .map((row) =>
          rowXml([...columns.map((column) => cellXml(row.cells?.[column])), ...markCells(row).map(textCell)]),
        )
        .join(''),
    );
  }
  yield xml('</sheetData></worksheet>');
}

const xml = (text: string): Buffer => Buffer.from(text, 'utf8');
const rowXml = (cells: readonly string[]): string => `<row>${cells.join('')}</row>`;

function cellXml(value: unknown): string {
  const lost = lostDigitsOf(value);
  if (lost !== null && /^-?[\d.]+(?:[eE][+-]?\d+)?$/u.test(lost)) return `<c s="1"><v>${lost}</v></c>`;
  return textCell(cellText(value));
}

function textCell(text: string): string {
  if (text === '') return '<c s="1"/>';
  return `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escapeXlsxText(text)}</t></is></c>`;
}

/** What XML cannot hold is written as `_xHHHH_`, and text that looks like that is escaped in turn. */
function escapeXlsxText(text: string): string {
  return (
    text
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids; CR would become LF.
      .replaceAll(/[\x00-\x08\x0b-\x1f\uFFFE\uFFFF]/gu, (c) => `_x${hex(c)}_`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}

const hex = (character: string): string => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

function contentTypesPart(): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${spreadsheet}.${type}+xml"/>`;
  return (
    `${head}<Types xmlns="${contentTypes}">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('styles', 'styles')}</Types>`
  );
}

function relationsPart(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${packageRelations}">${list.join('')}</Relationships>`;
}

function workbookPart(sheet: string): string {
  const name = escapeXlsxText(sheet).replaceAll('"', '&quot;');
  return (
    `${head}<workbook xmlns="${main}" xmlns:r="${relations}">` +
    `<sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
  );
}

/** Style 1 is Text (built-in format 49). */
function stylesPart(): string {
  const xf = (format: number) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0"/>`;
  return (
    `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="2">${xf(0)}${xf(49)}</cellXfs></styleSheet>`
  );
}
