import type { BenchReport } from '../harness/bench.ts';

/** What the benches of matching are asked to do. Paths come from the caller: nothing public is kept in the project. */
export interface MatchingOptions {
  readonly seed: number;
  /** Rounds of anything that is timed; the median counts. */
  readonly rounds: number;
  /** Folder of the public data sets: febrl/ and historical/. */
  readonly data: string | null;
  /** Folders of labelled districts: feeds, truth.csv and traps.csv. */
  readonly districts: readonly string[];
  /** Script that makes synthetic residents: `node FILE N OUT SEED`. */
  readonly generator: string | null;
  /** Python that has the peers installed. */
  readonly peers: string | null;
  /** Records of each size measured. */
  readonly sizes: readonly number[];
}

/** One table of benchmarks; `note` says on the terminal what is being done. */
export interface MatchingTable {
  readonly name: string;
  readonly description: string;
  run(options: MatchingOptions, note: (text: string) => void): Promise<BenchReport>;
}
