import type { RecordName } from '../../../schema/graphql/administration/administration-services.ts';
import type { PairDecision } from '../../../schema/model/entity.ts';
import type { EntityId, EntityType, Label } from '../../../schema/model/identity.ts';
import type { ListCounts } from '../../../schema/rules/resolution/explain/explain-cluster.ts';
import type { PairExplanation } from '../../../schema/rules/resolution/explain/explain-pair.ts';
import type {
  CarriedPair,
  ExcusedGuard,
  ExplainedJoin,
} from '../../../schema/rules/resolution/explain/held-cluster.ts';
import type { Separation } from '../../../schema/rules/resolution/explain/split-cluster.ts';
import type { StoredDecision } from '../../../schema/store/decision-store.ts';

/** A record by name, and the entity it is linked to; null while it waits. */
export interface NamedRecord extends RecordName {
  readonly entityId: EntityId | null;
}

type Ends = { readonly a: NamedRecord; readonly b: NamedRecord };
export type ToldGuard = Omit<ExcusedGuard, 'a' | 'b' | 'by'> & Ends & { readonly by: readonly NamedRecord[] };
export type ToldJoin = Omit<ExplainedJoin, 'a' | 'b' | 'excused'> & Ends & { readonly excused: readonly ToldGuard[] };
export type ToldCarried = Omit<CarriedPair, 'a' | 'b' | 'between'> &
  Ends & { readonly between: readonly NamedRecord[] };
export type ToldSeparation = Omit<Separation, 'a' | 'b' | 'because'> &
  Ends & { readonly because: readonly NamedRecord[] };

/** Two records, as `commongrid explain` tells of them. */
export interface ToldPair extends Ends {
  readonly kind: 'pair';
  readonly entityType: EntityType;
  /** Whether both are records of one entity now, by whatever way. */
  readonly together: boolean;
  /** A person's word about the two, in force. */
  readonly decision: (PairDecision & StoredDecision) | null;
  readonly explanation: PairExplanation;
}

/** One record, and its entity. */
export interface ToldRecord {
  readonly kind: 'record';
  readonly entityType: EntityType;
  readonly record: NamedRecord;
  /** Why this record is where it is. */
  readonly standing: Label;
  /** How the entity holds. */
  readonly summary: Label;
  readonly members: readonly NamedRecord[];
  readonly joins: readonly ToldJoin[];
  readonly weakest: ToldJoin | null;
  readonly carried: readonly ToldCarried[];
  readonly separations: readonly ToldSeparation[];
  readonly counts: ListCounts;
  readonly decisions: readonly StoredDecision[];
  readonly whole: boolean;
  readonly current: boolean;
}

/** A record that is no subject, by a person's word: it is in no entity. */
export interface ToldSetAside {
  readonly kind: 'set-aside';
  readonly entityType: EntityType;
  readonly record: NamedRecord;
  readonly standing: Label;
  readonly decision: StoredDecision;
}
