import type { DatabaseAddress } from '../../../schema/store/database.ts';

/** What the process under measurement is told to be. */
export interface HubProcessOptions {
  readonly dataDir: string;
  /** False: a gateway alone, so that nothing takes up what has landed while landing is timed. */
  readonly workers: boolean;
}

export interface MemoryReport {
  /** The most that the process ever held. */
  readonly peakBytes: number;
  /** Resident bytes every quarter of a second since the last report. */
  readonly residentBytes: readonly number[];
}

export type FromHub =
  | {
      readonly kind: 'ready';
      readonly url: string;
      readonly connection: DatabaseAddress['connection'];
      /** Department → token that may push its datasets. */
      readonly departments: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'memory'; readonly report: MemoryReport };

export type ToHub = { readonly kind: 'memory' } | { readonly kind: 'stop' };
