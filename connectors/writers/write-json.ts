import { lostDigitsOf, type ReturnRow } from './return-row.ts';

/** One object a row: its own properties and the marks `_row`, `_rule`, `_reason` (`_excerpt` where unparsable). */
export async function* writeNdjson(
  pages: AsyncIterable<readonly ReturnRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const rows of pages) {
    const text = rows.map((row) => `${JSON.stringify(markedObject(row))}\n`).join('');
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
}

export async function* writeJsonArray(
  pages: AsyncIterable<readonly ReturnRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  let separator = '[\n';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield Buffer.from(separator + rows.map((row) => JSON.stringify(markedObject(row))).join(',\n'), 'utf8');
    separator = ',\n';
  }
  yield Buffer.from(separator === '[\n' ? '[]\n' : '\n]\n', 'utf8');
}

function markedObject(row: ReturnRow): Readonly<Record<string, unknown>> {
  const marks = { _row: row.rowNumber, _rule: row.rule, _reason: row.reason.zh };
  if (row.cells === null) return { ...marks, _excerpt: row.excerpt };
  const own = Object.entries(row.cells).map(([name, value]) => [name, lostDigitsOf(value) ?? value]);
  return { ...Object.fromEntries(own), ...marks };
}
