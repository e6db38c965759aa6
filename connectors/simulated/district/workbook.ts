import { writeZip, type ZipPart } from '../../writers/zip-writer.ts';

type Cell = string | number;

/** An XLSX workbook of one sheet as office programs write it: texts in the shared table, numbers as numbers. */
export function createWorkbook(sheetName: string): {
  addRow(cells: readonly Cell[]): void;
  content(): AsyncIterable<Buffer>;
} {
  const shared = new Map<string, number>();
  const rows: string[] = [];
  let uses = 0;
  const cellXml = (cell: Cell, reference: string): string => {
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if (cell === '') return '';
    const index = shared.get(cell) ?? shared.size;
    shared.set(cell, index);
    uses++;
    return `<c r="${reference}" t="s"><v>${index}</v></c>`;
  };

  return {
    addRow: (cells) => {
      const number = rows.length + 1;
      const xml = cells.map((cell, i) => cellXml(cell, `${columnName(i)}${number}`)).join('');
      rows.push(`<row r="${number}">${xml}</row>`);
    },
    content: () =>
      writeZip([
        part('[Content_Types].xml', contentTypes),
        part('_rels/.rels', packageRelations),
        part('xl/workbook.xml', workbookXml(sheetName)),
        part('xl/_rels/workbook.xml.rels', workbookRelations),
        part(
          'xl/worksheets/sheet1.xml',
          `${xmlHead}<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
        ),
        part('xl/sharedStrings.xml', sharedXml(shared, uses)),
      ]),
  };
}

const part = (name: string, content: string): ZipPart => ({ name, content: [Buffer.from(content, 'utf8')] });

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetType}.sharedStrings+xml"/></Types>`;
const packageRelations = `${xmlHead}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRelations = `${xmlHead}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;

const workbookXml = (sheetName: string): string =>
  `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

function sharedXml(shared: ReadonlyMap<string, number>, uses: number): string {
  const items = [...shared.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
  return `${xmlHead}<sst xmlns="${main}" count="${uses}" uniqueCount="${shared.size}">${items.join('')}</sst>`;
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
