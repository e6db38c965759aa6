import { posix } from 'node:path';
import { formMismatch, sheetMissing, xlsxBroken } from '../body-faults.ts';
import { parseXml } from './walk-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Where the parts of a workbook are that a reader needs. */
export interface Workbook {
  readonly sheetPart: string;
  readonly sharedStringsPart: string | null;
  readonly stylesPart: string | null;
  /** Days are counted from 1904 (old Mac workbooks), not 1900. */
  readonly date1904: boolean;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

/**
 * Finds the sheet: by name, or the first one that is not hidden.
 * @throws HubError XLSX_SHEET_MISSING, XLSX_BROKEN, FORM_MISMATCH (a ZIP that is no workbook)
 */
export async function readWorkbook(archive: ZipArchive, sheet: 'first' | string): Promise<Workbook> {
  const root = (await readRelations(archive, '')).find((relation) => relation.type === 'officeDocument');
  const part = root?.part ?? 'xl/workbook.xml';
  if (!archive.has(part) || !part.endsWith('.xml')) {
    throw formMismatch('xlsx', 'zip', 'save the workbook as .xlsx (not .xlsb, .ods or a packed folder)');
  }
  const sheets: { name: string; relation: string; hidden: boolean }[] = [];
  let date1904 = false;
  await parseXml(archive.read(part), part, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([attribute]) => attribute.endsWith(':id'))?.[1] ?? '';
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name ?? '', relation, hidden });
    },
  });
  const wanted =
    sheet === 'first' ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : sheets.find(({ name }) => name === sheet);
  if (wanted === undefined) {
    throw sheetMissing(
      sheet,
      sheets.map(({ name }) => name),
    );
  }
  const relations = await readRelations(archive, part);
  const sheetPart = relations.find(({ id }) => id === wanted.relation)?.part;
  if (sheetPart === undefined || !archive.has(sheetPart)) throw xlsxBroken('its sheet is missing');
  const partOf = (type: string): string | null => {
    const found = relations.find((relation) => relation.type === type)?.part;
    return found !== undefined && archive.has(found) ? found : null;
  };
  return { sheetPart, sharedStringsPart: partOf('sharedStrings'), stylesPart: partOf('styles'), date1904 };
}

async function readRelations(archive: ZipArchive, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const relationsPart = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(relationsPart)) return [];
  const relations: Relation[] = [];
  await parseXml(archive.read(relationsPart), relationsPart, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = attributes.Target ?? '';
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.push({ id: attributes.Id ?? '', type: posix.basename(attributes.Type ?? ''), part: path });
    },
  });
  return relations;
}
