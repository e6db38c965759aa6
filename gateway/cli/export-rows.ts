import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { standardElements } from '../../schema/model/standard-elements.ts';
import type { DisclosureDraft } from '../../schema/rules/disclosure/entry.ts';
import { readErrorCode } from '../../schema/runtime/error-code.ts';
import type { Database } from '../../schema/store/database.ts';
import type { DisclosureWriter } from '../../schema/store/disclosure/writer.ts';
import { readGolden, readLinks, readOpenFindings, readOpenRejects } from '../../schema/store/export-store.ts';
import { UsageError } from './exit-codes.ts';

export const exportSubjects = ['links', 'residents', 'legal-entities', 'rejects', 'findings'] as const;
export type ExportSubject = (typeof exportSubjects)[number];
export type ExportFormat = 'csv' | 'ndjson';

type Line = Readonly<Record<string, unknown>>;

interface Disclosed {
  readonly type: string;
  readonly id: string;
}

interface ExportPage {
  readonly lines: readonly Line[];
  /** Entities of which something leaves with this page: each once. */
  readonly disclosed: readonly Disclosed[];
}

/**
 * Streams a subject to `file` (`-` = stdout) and gives the number of lines. Each page's disclosure entries are durable
 * before the page is written: an export is a disclosure of every record in it.
 */
export async function exportRows(
  { db, disclosures }: { readonly db: Database; readonly disclosures: Pick<DisclosureWriter, 'append'> },
  subject: ExportSubject,
  format: ExportFormat,
  target: { readonly file: string; readonly stdout: Writable; readonly clientName: string },
  onLines: (written: number) => void,
): Promise<number> {
  const { columns, pages } = openSubject(db, subject);
  let written = 0;
  async function* toTexts(): AsyncGenerator<string> {
    if (format === 'csv') yield `${columns.join(',')}\n`;
    for await (const { lines, disclosed } of pages) {
      await disclosures.append(
        disclosed.map(({ type, id }) => toDisclosure(target.clientName, subject, columns, type, id)),
      );
      yield lines.map((line) => (format === 'csv' ? toCsv(columns, line) : `${JSON.stringify(line)}\n`)).join('');
      written += lines.length;
      onLines(written);
    }
  }
  if (target.file === '-') await pipeline(toTexts, target.stdout, { end: false }).catch(ignoreClosedPipe);
  else await pipeline(toTexts, await openFile(target.file));
  return written;
}

async function openFile(file: string): Promise<Writable> {
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
    return stream;
  } catch (error) {
    throw new UsageError(
      `--out ${file}: cannot be written (${readErrorCode(error)}); name a file in a folder that is there`,
    );
  }
}

/** `| head` has seen enough. */
function ignoreClosedPipe(error: unknown): void {
  if (readErrorCode(error) !== 'EPIPE') throw error;
}

function openSubject(
  db: Database,
  subject: ExportSubject,
): { readonly columns: readonly string[]; readonly pages: AsyncIterable<ExportPage> } {
  switch (subject) {
    case 'links':
      return {
        columns: ['dataset', 'key', 'entity'],
        pages: mapPages(
          readLinks(db),
          ({ dataset, key, entity_id }) => ({ dataset, key, entity: entity_id }),
          ({ entity_type, entity_id }) => [{ type: entity_type, id: entity_id }],
        ),
      };
    case 'residents':
    case 'legal-entities': {
      const entityType = subject === 'residents' ? 'resident' : 'legal-entity';
      const elements = standardElements[entityType].map(({ name }) => name);
      return {
        columns: ['id', 'recordCount', ...elements],
        pages: mapPages(
          readGolden(db, entityType),
          ({ id, record_count, values }) => ({ id, recordCount: record_count, ...values }),
          ({ id }) => [{ type: entityType, id }],
        ),
      };
    }
    case 'rejects':
      return {
        columns: ['dataset', 'batch', 'row', 'rule', 'column', 'reasonZh', 'reasonEn'],
        pages: mapPages(
          readOpenRejects(db),
          ({ dataset, batch_id, row_number, rule, column, reason_zh, reason_en }) => ({
            dataset,
            batch: batch_id,
            row: row_number,
            rule,
            column,
            reasonZh: reason_zh,
            reasonEn: reason_en,
          }),
          () => [],
        ),
      };
    case 'findings':
      return {
        columns: ['id', 'kind', 'entityType', 'entities', 'records', 'element', 'foundAt'],
        pages: mapPages(
          readOpenFindings(db),
          ({ id, kind, entity_type, entity_ids, records, details, found_at }) => ({
            id,
            kind,
            entityType: entity_type,
            entities: entity_ids,
            records: records.map(({ dataset, key }) => `${dataset}/${key}`),
            element: details.element ?? null,
            foundAt: found_at.toISOString(),
          }),
          ({ entity_type, entity_ids }) => entity_ids.map((id) => ({ type: entity_type, id })),
        ),
      };
  }
}

async function* mapPages<Row>(
  pages: AsyncIterable<readonly Row[]>,
  toLine: (row: Row) => Line,
  toSubjects: (row: Row) => readonly Disclosed[],
): AsyncGenerator<ExportPage> {
  for await (const page of pages) {
    const disclosed = new Map(page.flatMap(toSubjects).map((subject) => [`${subject.type}/${subject.id}`, subject]));
    yield { lines: page.map(toLine), disclosed: [...disclosed.values()] };
  }
}

const toDisclosure = (
  clientName: string,
  subject: ExportSubject,
  columns: readonly string[],
  subjectType: string,
  subjectId: string,
): DisclosureDraft => ({
  kind: 'read',
  clientId: null,
  clientName,
  agreementId: null,
  purpose: 'administration',
  operation: `export.${subject}`,
  queryHash: null,
  subjectType,
  subjectId,
  fields: columns.map((column) => `${subjectType}.${column}`),
  details: {},
});

const toCsv = (columns: readonly string[], line: Line): string =>
  `${columns.map((column) => quote(line[column])).join(',')}\n`;

/** RFC 4180; a list is joined by `;`. */
function quote(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value) ? value.join(';') : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
