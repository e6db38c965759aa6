import type { ReadRow } from '../../schema/model/record.ts';
import type { RowBlocks } from './reading.ts';

const minPageRows = 500;
const maxPageRows = 1000;
/** Blocks hold at most a chunk and one longest row, so this bounds a page of very long rows too. */
const maxBlocksPerPage = 8;

/** Pages of `minPageRows` to `maxPageRows` rows from blocks of any size; fewer at the end, or where rows are long. */
export async function* regroupRows(blocks: RowBlocks, signal: AbortSignal | null): RowBlocks {
  let held: ReadRow[] = [];
  let blocksHeld = 0;
  for await (const block of blocks) {
    held = held.concat(block);
    blocksHeld += 1;
    let start = 0;
    while (held.length - start >= maxPageRows) {
      yield held.slice(start, start + maxPageRows);
      signal?.throwIfAborted();
      start += maxPageRows;
    }
    if (start > 0) {
      held = held.slice(start);
      blocksHeld = 1;
    }
    if (held.length >= minPageRows || blocksHeld >= maxBlocksPerPage) {
      if (held.length > 0) yield held;
      held = [];
      blocksHeld = 0;
    }
  }
  if (held.length > 0) yield held;
}
