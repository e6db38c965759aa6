import type { DatasetName, DepartmentCode, Label } from '../../model/identity.ts';
import type { BatchCounts, BatchState } from '../../model/record.ts';

/** How fresh a dataset is. */
export interface SourceFreshness {
  readonly dataset: DatasetName;
  readonly department: DepartmentCode;
  readonly title: Label;
  /** ISO 8601 duration that the department promised. */
  readonly updateFrequency: string;
  /** Current records, the deleted not counted. */
  readonly records: number;
  readonly lastBatch: LastBatch | null;
  /** Since the last batch came in; null before the first. */
  readonly ageSeconds: number | null;
  readonly late: boolean;
}

export interface LastBatch extends BatchCounts {
  readonly id: string;
  readonly state: BatchState;
  readonly receivedAt: string;
  readonly publishedAt: string | null;
}

export interface SourceServices {
  freshness(now: Date): Promise<readonly SourceFreshness[]>;
}
