import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import type { BelievedTable } from '../../schema/rules/golden/believed-table.ts';
import type { Clock } from '../../schema/runtime/clock.ts';

/** What every step of resolution is given; the transaction is passed apart. */
export interface ResolveDependencies {
  readonly clock: Clock;
  readonly models: Readonly<Record<EntityType, ResolutionModel<EntityType>>>;
  readonly believed: BelievedTable;
  /** Makes a new uuid. */
  readonly newId: () => string;
  /** Told how long each stage of a run took, for a measurement. */
  readonly onStage?: (stage: ResolveStage, ms: number) => void;
}

export type ResolveStage = 'blocks' | 'pairs' | 'components' | 'links' | 'golden' | 'reviews' | 'findings';

/** What one resolution did to the shared dataset. */
export interface ResolveReport {
  readonly records: number;
  readonly created: number;
  readonly changed: number;
  readonly absorbed: number;
  readonly split: number;
  readonly deleted: number;
}

export const emptyReport: ResolveReport = { records: 0, created: 0, changed: 0, absorbed: 0, split: 0, deleted: 0 };

export const addReports = (a: ResolveReport, b: ResolveReport): ResolveReport => ({
  records: a.records + b.records,
  created: a.created + b.created,
  changed: a.changed + b.changed,
  absorbed: a.absorbed + b.absorbed,
  split: a.split + b.split,
  deleted: a.deleted + b.deleted,
});
