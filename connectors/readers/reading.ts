import type { ReadRow } from '../../schema/model/record.ts';

/** How a body is to be read. Byte limits are counted after decompression. */
export interface ReadFeedOptions {
  /** Columns (FHIR: dotted paths) without which the whole body is refused: the key and the version. */
  readonly requiredColumns: readonly string[];
  /** Content-Encoding said gzip. A gzip body is also recognised by its first bytes. */
  readonly gzip: boolean;
  /** Default 4 GB. */
  readonly maxBytes?: number;
  /** A longer row is rejected without being held in memory. Default 1 MB. */
  readonly maxRowBytes?: number;
  readonly signal?: AbortSignal;
}

/** The options with every default filled in: what the readers of single forms are given. */
export interface ReadLimits {
  readonly requiredColumns: readonly string[];
  readonly gzip: boolean;
  readonly maxBytes: number;
  readonly maxRowBytes: number;
  readonly signal: AbortSignal | null;
}

/** A body being read. `rows` can be iterated once; leaving the loop early closes the file. */
export interface FeedReading {
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** Columns as sent, without the marks of a return file. Known once rows have begun; JSON forms: those seen so far. */
  columns(): readonly string[];
}

/** What a reader of one form gives: blocks of rows of any size, and the columns through `onColumns`. */
export type RowBlocks = AsyncGenerator<readonly ReadRow[], void, undefined>;
export type OnColumns = (columns: readonly string[]) => void;

export function fillDefaults(options: ReadFeedOptions): ReadLimits {
  return {
    requiredColumns: options.requiredColumns,
    gzip: options.gzip,
    maxBytes: options.maxBytes ?? 4 * 1024 ** 3,
    maxRowBytes: options.maxRowBytes ?? 1024 * 1024,
    signal: options.signal ?? null,
  };
}
