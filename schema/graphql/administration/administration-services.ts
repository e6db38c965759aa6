import type { Principal } from '../../model/agreement.ts';
import type { Decision, DecisionState, Finding, PairDecision, RecordName } from '../../model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../../model/identity.ts';
import type { ClericalSample, SampleVerdict } from '../../model/reconciliation.ts';
import type { DisclosureEntry } from '../../rules/disclosure/entry.ts';
import type { ClusterExplanation } from '../../rules/resolution/explain/explain-cluster.ts';
import type { PairExplanation } from '../../rules/resolution/explain/explain-pair.ts';
import type { OpenBatchRow } from '../../store/administration-reader.ts';
import type { StratumVerdict } from '../../store/clerical-sample-store.ts';
import type { StoredDecision } from '../../store/decision-store.ts';
import type { StoredFinding } from '../../store/finding-store.ts';
import type { Reconciliation } from '../../store/reconciliation-store.ts';
import type { Review } from '../../store/review-store.ts';
import type { KeptRun } from '../../store/run-report-store.ts';

export type { RecordName } from '../../model/entity.ts';

/** A record as administration points at it; its values come from the guarded reader alone. */
export interface RecordPointer extends RecordName {
  readonly id: RecordId;
  readonly entityType: EntityType;
  /** Null while it waits for its first resolution, or when it was deleted. */
  readonly entityId: EntityId | null;
}

export type PointerPair = readonly [RecordPointer, RecordPointer];

export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly hasNextPage: boolean;
}

export interface PageRequest {
  /** 1–100. */
  readonly first: number;
  readonly after: string | null;
}

export interface ExplainedPair {
  readonly a: RecordPointer;
  readonly b: RecordPointer;
  readonly explanation: PairExplanation;
  /** A person's word about these two, which goes before the evidence. */
  readonly decision: (PairDecision & StoredDecision) | null;
  /** Elements that were compared: they count as read. */
  readonly elements: readonly string[];
}

export interface ExplainedEntity {
  readonly entityId: EntityId;
  readonly entityType: EntityType;
  readonly explanation: ClusterExplanation;
  /** Every record that the explanation names. */
  readonly pointers: ReadonlyMap<RecordId, RecordPointer>;
  /** False where the records around it were too many to look at all of them. */
  readonly whole: boolean;
  /** Whether the links as published are those that are explained; else a record waits for resolution. */
  readonly current: boolean;
  /** The pairs that were compared among its records, the heaviest first, at most fifty. */
  readonly compared: readonly PointerPair[];
  /** About its records, such as nobody has undone, newest first. */
  readonly decisions: readonly StoredDecision[];
  /** As above. */
  readonly elements: readonly string[];
}

/** What administrators do and look at. The gateway fulfils it; every deed is in the audit chain or did not happen. */
export interface AdministrationServices {
  reviews(filter: { readonly entityType: EntityType | null }, page: PageRequest): Promise<Page<Review>>;
  findings(filter: { readonly kind: Finding['kind'] | null }, page: PageRequest): Promise<Page<StoredFinding>>;
  reconciliations(first: number): Promise<readonly Reconciliation[]>;
  /** Null = there is none of this id. */
  reconciliation(id: string): Promise<Reconciliation | null>;
  /** In the order of `ids`; null where the run kept none. */
  runReports(ids: readonly string[]): Promise<readonly (KeptRun | null)[]>;
  /** In the order of `ids`. */
  sampleVerdicts(ids: readonly string[]): Promise<readonly (readonly StratumVerdict[])[]>;
  /** The sampled pairs of a run, those nearest to the link cut first. */
  clericalSample(reconciliationId: string, page: PageRequest): Promise<Page<ClericalSample>>;
  /** Newest first. */
  readsOf(subjectId: string, page: PageRequest): Promise<readonly DisclosureEntry[]>;
  /** Oldest first, at most a hundred. */
  openBatches(): Promise<readonly OpenBatchRow[]>;
  /** In the order of `ids`. */
  pointers(ids: readonly RecordId[]): Promise<readonly (RecordPointer | null)[]>;
  pointersByName(names: readonly RecordName[]): Promise<readonly (RecordPointer | null)[]>;
  /** In the order of `pairs`; null where a record is gone or the two are of different types. */
  explain(pairs: readonly PointerPair[]): Promise<readonly (ExplainedPair | null)[]>;
  /** Why the records of an entity are one; null where it has none. `about`: a record of it that is asked about. */
  explainEntity(entityId: EntityId, about?: RecordId): Promise<ExplainedEntity | null>;
  /** The person's word by which a record is no subject; null where none stands. */
  wordSettingAside(record: RecordName): Promise<StoredDecision | null>;
  /** Newest first, undone ones too. */
  decisions(
    filter: { readonly kind: Decision['kind'] | null; readonly state: DecisionState | null },
    page: PageRequest,
  ): Promise<Page<StoredDecision>>;
  /** In the order of `ids`. */
  decisionsById(ids: readonly string[]): Promise<readonly (StoredDecision | null)[]>;

  decideReview(by: Principal, id: string, verdict: 'LINK' | 'UNLINK' | 'LATER', reason: string): Promise<DecidedReview>;
  decidePair(
    by: Principal,
    a: RecordName,
    b: RecordName,
    kind: PairDecision['kind'],
    reason: string,
  ): Promise<StoredDecision>;
  decideNotAPerson(by: Principal, record: RecordName, reason: string): Promise<StoredDecision>;
  undoDecision(by: Principal, id: string, reason: string): Promise<StoredDecision>;
  startReconciliation(
    by: Principal,
    options: { readonly dryRun: boolean; readonly retrain: boolean },
  ): Promise<Reconciliation>;
  cancelReconciliation(by: Principal, id: string): Promise<Reconciliation>;
  judgeSample(by: Principal, id: string, verdict: SampleVerdict): Promise<ClericalSample>;
}

export interface DecidedReview {
  readonly review: Review;
  /** Null after LATER. */
  readonly decision: StoredDecision | null;
}
