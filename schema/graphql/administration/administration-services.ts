import type { Principal } from '../../model/agreement.ts';
import type { Decision, Finding } from '../../model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../../model/identity.ts';
import type { DisclosureEntry } from '../../rules/disclosure/entry.ts';
import type { ClusterExplanation } from '../../rules/resolution/explain/explain-cluster.ts';
import type { PairExplanation } from '../../rules/resolution/explain/explain-pair.ts';
import type { OpenBatchRow } from '../../store/administration-reader.ts';
import type { StoredFinding } from '../../store/finding-store.ts';
import type { Reconciliation } from '../../store/reconciliation-store.ts';
import type { Review } from '../../store/review-store.ts';

/** A record by the names that outlive re-delivery. */
export interface RecordName {
  readonly dataset: string;
  readonly key: string;
}

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
  readonly decision: Decision | null;
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
  /** In force about its records, oldest first. */
  readonly decisions: readonly Decision[];
  /** As above. */
  readonly elements: readonly string[];
}

/** What administrators do and look at. The gateway fulfils it; every deed is in the audit chain or did not happen. */
export interface AdministrationServices {
  reviews(filter: { readonly entityType: EntityType | null }, page: PageRequest): Promise<Page<Review>>;
  findings(filter: { readonly kind: Finding['kind'] | null }, page: PageRequest): Promise<Page<StoredFinding>>;
  reconciliations(first: number): Promise<readonly Reconciliation[]>;
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

  decideReview(by: Principal, id: string, verdict: 'LINK' | 'UNLINK' | 'LATER', reason: string): Promise<DecidedReview>;
  decidePair(by: Principal, a: RecordName, b: RecordName, kind: Decision['kind'], reason: string): Promise<Decision>;
  undoDecision(by: Principal, id: string, reason: string): Promise<Decision>;
  startReconciliation(
    by: Principal,
    options: { readonly dryRun: boolean; readonly retrain: boolean },
  ): Promise<Reconciliation>;
}

export interface DecidedReview {
  readonly review: Review;
  /** Null after LATER. */
  readonly decision: Decision | null;
}
