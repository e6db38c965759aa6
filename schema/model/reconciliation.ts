import type { ChangeKind } from './entity.ts';
import type { DatasetName, EntityId, EntityType, Label, RecordId } from './identity.ts';
import type { PairOutcome } from './resolution.ts';

/*
 * What a reconciliation observes while it runs, and what it keeps to be looked at. All of it is plain JSON: it travels
 * between threads and jobs and rests in the database. Nothing in it is personal data; the sampled pairs name records
 * by id alone.
 */

/** How many of each key; a key that is not there counts 0. */
export type Counts = Readonly<Record<string, number>>;

/** Of one comparison between the records of two datasets: level key → pairs. */
export interface LevelCounts {
  readonly linked: Counts;
  /** Linked ones among them. What the search dropped before its last comparison has no levels and is not counted. */
  readonly scored: Counts;
}

/** A linked pair that was drawn for persons to judge. `a` is numerically below `b`. */
export interface SampledPair {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  /** Pseudorandom by seed and ids; of each stratum the lowest ranks are drawn, whoever finds them in whatever order. */
  readonly rank: number;
}

export interface StratumDraw {
  /** Linked pairs in the stratum, drawn or not. */
  readonly population: number;
  /** By rank. */
  readonly drawn: readonly SampledPair[];
}

/**
 * The pairs of one entity type as a run saw them: a sum, so that parts of a run are observed apart and merged in any
 * order (`mergeObservations`). Rules, comparisons and levels are those of one ResolutionSettings.
 */
export interface PairObservations {
  /** Outcome → weight in bits, rounded down → pairs. */
  readonly weights: Readonly<Record<PairOutcome, Counts>>;
  /** Linked pairs by the set of blocking rules that found them: bit i (of 31 at most) stands for rule i, in decimal. */
  readonly linkedByRules: Counts;
  /** Rule → pairs in its blocks; a pair that several rules find counts for each. */
  readonly candidates: Counts;
  /** Rule → blocks over their cap that made no pairs of their own. */
  readonly cappedBlocks: Counts;
  /** `datasetPairOf` → comparison → level → pairs. */
  readonly levels: Readonly<Record<string, Readonly<Record<string, LevelCounts>>>>;
  /** By stratum: rules/reconciliation/clerical-strata.ts. */
  readonly sample: readonly StratumDraw[];
}

/** A share between 0 and 1 with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A thing of the settings as a report names it, for the settings may be others by the time it is read. */
export interface Named {
  readonly name: string;
  readonly label: Label;
}

export interface RecallEstimate {
  /** Blocking rules that ask for no part in common with rules of another group: one group is one capture occasion. */
  readonly occasions: readonly (readonly string[])[];
  /** [k − 1]: linked pairs that exactly k occasions found. */
  readonly foundBy: readonly number[];
  /** Pairs that would link and that no rule finds: at least so many. */
  readonly missed: { readonly value: number; readonly low: number; readonly high: number };
  /** Share of linkable pairs that the rules find: at most about so much. */
  readonly search: Estimate;
  /** Share of the matches among scored pairs that link by themselves, by the model's own probabilities. */
  readonly decision: number;
  /** Both together. */
  readonly recall: Estimate;
}

/** How far one comparison's levels moved in the pairs of one dataset since the last kept run. */
export interface DriftLine {
  readonly dataset: DatasetName;
  readonly comparison: string;
  readonly population: keyof LevelCounts;
  /** Population stability index. */
  readonly index: number;
  /** What two samples of these sizes from one population stay below, 95 times of 100. */
  readonly noise: number;
  readonly verdict: 'stable' | 'moved' | 'shifted';
  readonly pairsBefore: number;
  readonly pairs: number;
}

export interface LevelChange {
  readonly comparison: string;
  readonly level: string;
  /** Weights in bits; null = the level was not there. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface ModelChange {
  readonly versionBefore: string;
  readonly version: string;
  readonly priorBefore: number;
  readonly prior: number;
  readonly linkCutBefore: number;
  readonly linkCut: number;
  /** Levels whose weight is another one, the furthest moved first. */
  readonly levels: readonly LevelChange[];
}

/** What a run found out about the records of one entity type. */
export interface TypeReport {
  readonly entityType: EntityType;
  readonly modelVersion: string;
  /** Bits. */
  readonly cuts: { readonly link: number; readonly review: number };
  readonly rules: readonly Named[];
  readonly comparisons: readonly (Named & { readonly levels: readonly Named[] })[];
  readonly observations: PairObservations;
  /** Records in an entity → entities. */
  readonly clusterSizes: Counts;
  /** Null where no rules or no links give anything to estimate from. */
  readonly recall: RecallEstimate | null;
  /** By the model's own probabilities; null without links. The interval is that of the histogram's bins. */
  readonly modelPrecision: Estimate | null;
  readonly drift: readonly DriftLine[];
  /** Null where the run did not retrain. */
  readonly modelChange: ModelChange | null;
}

export interface RunReport {
  /** The run that drift is measured against; null = this is the first. */
  readonly previousRunId: string | null;
  readonly types: readonly TypeReport[];
}

/** One entity that a run changes; no values. */
export interface PreviewEntry {
  readonly kind: ChangeKind;
  readonly entityType: EntityType;
  readonly entityId: EntityId;
  /** ABSORBED: the entity it becomes. SPLIT: the entity it was part of. */
  readonly otherEntityId: EntityId | null;
  readonly fields: readonly string[];
  readonly gridCode: string | null;
  readonly previousGridCode: string | null;
}

export type KindCounts = Readonly<Record<ChangeKind, number>>;

/** What changes for one agreement: entities in its area of which it may read something that changes. */
export interface AffectedPlatform {
  readonly agreementId: string;
  readonly client: string;
  readonly entities: number;
  readonly kinds: KindCounts;
  /** `resident.phone` → entities whose golden value of that field changes. */
  readonly fields: Counts;
}

/** What a run changes, or would change. Parts of it merge in any order: rules/reconciliation/run-preview.ts. */
export interface RunPreview {
  readonly kinds: Readonly<Record<EntityType, KindCounts>>;
  /** `resident.phone` → living entities whose golden value of that field changes. */
  readonly fields: Counts;
  /** The first of all changes: absorbed, split, deleted, changed, created; within these by type and id. */
  readonly entries: readonly PreviewEntry[];
  readonly platforms: readonly AffectedPlatform[];
}

/** A person's word on a sampled pair. */
export type SampleVerdict = 'right' | 'wrong' | 'cannot-tell';

/** A sampled pair as it is kept with its run. */
export interface ClericalSample {
  readonly id: string;
  readonly reconciliationId: string;
  readonly entityType: EntityType;
  readonly stratum: number;
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  /** Null until somebody judged it. */
  readonly verdict: SampleVerdict | null;
  readonly judgedBy: string | null;
  readonly judgedAt: string | null;
}

/** Verdicts of one stratum. */
export interface StratumVerdicts {
  readonly stratum: number;
  readonly population: number;
  readonly drawn: number;
  readonly right: number;
  readonly wrong: number;
  readonly cannotTell: number;
}

export interface ClericalPrecision {
  readonly strata: readonly StratumVerdicts[];
  /** Share of all linked pairs that lies in strata with a verdict: what the estimate speaks of. */
  readonly covered: number;
  /** Null before the first verdict of right or wrong. */
  readonly precision: Estimate | null;
}
