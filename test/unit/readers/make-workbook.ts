import { writeZip } from '../../../connectors/writers/zip-writer.ts';

const namespaces =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export interface WorkbookParts {
  /** XML inside sheetData, by sheet name; a name that begins with `hidden` is a hidden sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  /** XML inside sst. */
  readonly sharedStrings?: string;
  /** Number format codes of the styles 1, 2, …; a number is a built-in format. */
  readonly formats?: readonly (string | number)[];
  readonly workbookPr?: string;
}

/** A workbook from raw XML, so that tests can say what only other programs write. */
export async function makeWorkbook(parts: WorkbookParts): Promise<Buffer> {
  const names = Object.keys(parts.sheets);
  const formats = parts.formats ?? [];
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${namespaces}>${parts.workbookPr ?? ''}<sheets>${names
      .map((n, i) => `<sheet name="${n}" r:id="s${i}"${n.startsWith('hidden') ? ' state="hidden"' : ''}/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, i) => relation(`s${i}`, 'worksheet', `/xl/worksheets/sheet${i}.xml`))
      .join(
        '',
      )}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${namespaces}><numFmts>${formats
      .map((f, i) =>
        typeof f === 'string' ? `<numFmt numFmtId="${200 + i}" formatCode="${f.replaceAll('"', '&quot;')}"/>` : '',
      )
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((f, i) => `<xf numFmtId="${typeof f === 'string' ? 200 + i : f}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${namespaces}>${parts.sharedStrings ?? ''}</sst>`,
  };
  for (const [i, name] of names.entries()) {
    files[`xl/worksheets/sheet${i}.xml`] =
      `<worksheet ${namespaces}><sheetData>${parts.sheets[name]}</sheetData></worksheet>`;
  }
  return zipOf(files);
}

export async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const parts = Object.entries(files).map(([name, text]) => ({ name, content: [Buffer.from(text)] }));
  const chunks: Buffer[] = [];
  for await (const chunk of writeZip(parts)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
