import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { createCsvAssembler } from '../../../connectors/readers/csv-records.ts';
import { jsonArrayItems } from '../../../connectors/readers/json-items.ts';

/** csv-parse, where it takes the text; null where it finds a fault. */
function parseByLibrary(text: string): readonly (readonly string[])[] | null {
  try {
    const rows: string[][] = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
    return rows.filter((cells) => cells.some((cell) => cell !== ''));
  } catch {
    return null;
  }
}

function parseByAssembler(text: string) {
  const assembler = createCsvAssembler(',', 1_000_000);
  return [...assembler.take({ firstLine: 1, lines: text.split('\n') }), ...assembler.end()];
}

const csvText = fc.string({ unit: fc.constantFrom('"', '""', ',', '\n', '\r\n', 'a', 'bc', '张', ' '), maxLength: 40 });

test('CSV records are those that csv-parse finds, and faulty where it finds a fault', () => {
  fc.assert(
    fc.property(csvText, (text) => {
      const expected = parseByLibrary(text);
      const records = parseByAssembler(text);
      const cells = records.map((record) => ('cells' in record ? record.cells : null));
      if (expected === null) expect(cells).toContain(null);
      else expect(cells).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

test('every line of a CSV with faults belongs to one record, in order', () => {
  fc.assert(
    fc.property(csvText, (text) => {
      const numbers = parseByAssembler(text).map((record) => record.rowNumber);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
});

test('elements of a JSON array are those that JSON.parse finds, wherever chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.nat(3),
      fc.integer({ min: 1, max: 9 }),
      async (values, indent, size) => {
        const bytes = Buffer.from(JSON.stringify(values, null, indent));
        const chunks = (async function* () {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        })();
        const found: unknown[] = [];
        for await (const items of jsonArrayItems(chunks, 1_000_000)) {
          for (const item of items) if (item.kind === 'whole') found.push(JSON.parse(item.bytes.toString('utf8')));
        }
        expect(found).toEqual(JSON.parse(JSON.stringify(values)));
      },
    ),
    { numRuns: 300 },
  );
});
