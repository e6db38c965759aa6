import type { Principal } from '../../model/agreement.ts';
import type { ChangeKind, RecordName } from '../../model/entity.ts';
import type { DatasetName, EntityId, EntityType } from '../../model/identity.ts';
import type { PreviewEntry } from '../../model/reconciliation.ts';
import type { FieldAccess } from '../../rules/access/decide-access.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import type { EntityFilterOf, EntityOrder } from './entity-filter.ts';

/**
 * The one way to personal data, made for one caller and one request. Area is applied in SQL before paging; a value
 * comes out only through `field`, which decides, masks and notes; `flush` makes the notes durable and must resolve
 * before any answer leaves. Every method takes many subjects at once; collecting them is the caller's business.
 */
export interface Reader {
  readonly principal: Principal;

  /** In the order of `ids`; null = unknown, malformed, gone, or not for this caller: not to be told apart. */
  entitiesById(entityType: EntityType, ids: readonly string[]): Promise<readonly (GuardedEntity | null)[]>;

  /** A keyset page. FORBIDDEN when a filter or order uses a field that the caller may not read in full. */
  entities<Type extends EntityType>(entityType: Type, query: EntityQuery<Type>): Promise<EntityPage>;

  /** The page of the same query within each area, in the order of `areaCodes`; one statement. FORBIDDEN as above. */
  entitiesByArea<Type extends EntityType>(
    entityType: Type,
    areaCodes: readonly string[],
    query: EntityQuery<Type>,
  ): Promise<readonly EntityPage[]>;

  /** How many entities the caller may see meet the filter; FORBIDDEN as above. */
  count<Type extends EntityType>(entityType: Type, filter: EntityFilterOf<Type>): Promise<number>;

  /** Exact holders of a number under that name, for a caller who knows both (field `resident.identityVerification`). */
  residentsByIdentity(documentNumber: string, name: string): Promise<readonly GuardedEntity[]>;

  /** MATCH, MISMATCH or, where no resident the caller may see holds the number, UNKNOWN. The same field as above. */
  verifyIdentity(documentNumber: string, name: string): Promise<'MATCH' | 'MISMATCH' | 'UNKNOWN'>;

  /** What each department sent of these entities, ordered by dataset and key; entities of another reader give none. */
  recordsOf(entities: readonly GuardedEntity[]): Promise<readonly (readonly GuardedRecord[])[]>;

  /**
   * Records that are no subject by a person's word, in the order of `names`, so that the word can be looked at again; null
   * = it is none of these, or not for this caller. Each is judged by its own grid, having no entity.
   */
  recordsSetAside(names: readonly RecordName[]): Promise<readonly (GuardedRecord | null)[]>;

  /** The resident behind each legal entity's representative (field `legal-entity.legalPerson`); null = none to be shown. */
  legalPersonsOf(entities: readonly GuardedEntity[]): Promise<readonly (GuardedEntity | null)[]>;

  /**
   * In the order of `ids`; null = unknown or nobody in it is for this caller. FORBIDDEN without `resident.household` and
   * without the field that the id is made of: whoever may not read addresses must not find out who lives at one.
   */
  households(ids: readonly string[]): Promise<readonly (GuardedHousehold | null)[]>;

  /** The household that each resident is in; null where there is none or `resident.household` may not be read in full. */
  householdsOf(residents: readonly GuardedEntity[]): Promise<readonly (GuardedHousehold | null)[]>;

  /**
   * Counts over what the caller may see, in the order of `areaCodes`, at any level of the area tree; null = no area of
   * this caller's. The dead are not counted.
   */
  statistics(areaCodes: readonly string[]): Promise<readonly (AreaStatistics | null)[]>;

  /**
   * Changes after a position, of entities that are or were in the caller's area; `fields` only those that the caller may
   * read in full. A change of nothing but other fields is passed over, and an entity elsewhere is not named.
   */
  changes(after: string, first: number): Promise<ChangePage>;
  /** Of a reconciliation's changes those that the caller may be told of, cut down as in `changes`. */
  previewEntries(entries: readonly PreviewEntry[]): Promise<readonly PreviewEntry[]>;

  /**
   * What a live lookup of that field asks by, null where the field is not `allow` or the hub holds no number. It goes to
   * the department and never into an answer.
   */
  identityFor(
    entity: GuardedEntity,
    path: FieldPath,
  ): { readonly documentNumber: string; readonly name: string | null } | null;
  /** Notes that a department answered `verifyIdentity` about somebody whom the hub does not hold. */
  noteForeignIdentity(documentNumber: string): Promise<void>;

  /** Notes that the caller was shown who has read of these subjects: whoever is read about may ask that too. */
  noteReadsShown(subject: { readonly type: string | null; readonly id: string | null }): void;

  /** For a live lookup: look up only what is not `deny`, `mask` the value where it says so, then `note` it. */
  decide(entity: GuardedEntity, path: FieldPath): FieldAccess;
  /** Applies `decide` to a value that was looked up live, and notes it as read. */
  guard(entity: GuardedEntity, path: FieldPath, value: string | null): FieldReading;
  /** Notes a field as read where its value is no plain text: a list, an object. */
  note(entity: GuardedEntity, path: FieldPath): void;
  /** The decision before a subject is known; notes nothing. */
  may(path: FieldPath): FieldAccess;
  /** Whether the agreement reaches anything below the path: the part of one dataset. Notes nothing. */
  reaches(path: FieldPath): boolean;

  /** Paths of fields that came out masked so far: for `extensions.masked`. */
  maskedPaths(): readonly FieldPath[];

  /**
   * One disclosure entry per subject read and per subject refused; resolves when they are durable.
   * Throws unavailable DISCLOSURE_UNAVAILABLE: then nothing that was read may leave.
   */
  flush(): Promise<void>;
}

/** `denied` carries no value; `masked` carries what may be shown of it. An absent value is null in either state. */
export type FieldReading =
  | { readonly state: 'allowed'; readonly value: string | null }
  | { readonly state: 'masked'; readonly value: string | null }
  | { readonly state: 'denied'; readonly value: null };

export interface GuardedEntity {
  /** Of the live entity. */
  readonly id: EntityId;
  readonly entityType: EntityType;
  /** The absorbed id that was asked for, where it was one. */
  readonly aliasOf: EntityId | null;
  /** When the golden record last changed, UTC. */
  readonly updatedAt: string;
  /** @param path of the entity's own type, `resident.name`; also `resident.household`, the id of its household. */
  field(path: FieldPath): FieldReading;
  /** Null where the field is denied or has no value. */
  provenance(path: FieldPath): FieldProvenance | null;
}

export interface FieldProvenance {
  /** Null where the agreement reaches nothing of the dataset: being in it can say all of a person. */
  readonly dataset: DatasetName | null;
  /** UTC, ISO 8601. */
  readonly version: string;
  /** The department's key; null where the caller may not read `<part>.key`. */
  readonly key: string | null;
}

export interface GuardedRecord {
  readonly dataset: DatasetName;
  /** `resident.health.patient` */
  readonly part: FieldPath;
  /** UTC, ISO 8601. */
  readonly version: string;
  readonly receivedAt: string;
  /** @param name the contract's name of the field, or `key`; a field that its contract does not share is denied. */
  field(name: string): FieldReading;
}

export interface GuardedHousehold {
  /** The register's number or the dwelling is in it: read like that field. */
  id(): { readonly path: FieldPath; readonly state: FieldReading['state']; readonly id: string | null };
  readonly basis: 'HOUSEHOLD_NUMBER' | 'DWELLING';
  readonly members: readonly {
    /** Their place in it is the field `resident.relationToHead`. */
    readonly resident: GuardedEntity;
    readonly since: string;
  }[];
}

export interface EntityQuery<Type extends EntityType> {
  readonly filter: EntityFilterOf<Type>;
  readonly order: EntityOrder;
  /** 1–100. */
  readonly first: number;
  /** A cursor of an earlier page of the same query. */
  readonly after: string | null;
}

export interface EntityPage {
  readonly edges: readonly { readonly cursor: string; readonly entity: GuardedEntity }[];
  readonly hasNextPage: boolean;
}

export interface AreaStatistics {
  readonly areaCode: string;
  /** False where the caller sees only a part of the area: the counts are of that part. */
  readonly complete: boolean;
  /** Null where the caller may not read what is counted. */
  readonly counts: Readonly<Record<StatisticName, number | null>>;
}

export type StatisticName =
  | 'residents'
  | 'males'
  | 'females'
  | 'aged60AndOver'
  | 'aged80AndOver'
  | 'under18'
  | 'livingAlone'
  | 'receivingAllowance'
  /** The only count of the dead. */
  | 'deceased'
  | 'households'
  | 'legalEntities'
  /** Residents and legal entities whose grid code lies in the area and in none of its children. */
  | 'unplacedResidents'
  | 'unplacedLegalEntities';

export interface ChangePage {
  readonly changes: readonly VisibleChange[];
  /** Ask again after this; moves on past changes that are not for this caller. */
  readonly lastSeq: string;
  readonly hasNextPage: boolean;
}

export interface VisibleChange {
  readonly seq: string;
  readonly at: string;
  readonly kind: ChangeKind;
  readonly entityType: EntityType;
  readonly entityId: EntityId;
  readonly otherEntityId: EntityId | null;
  readonly fields: readonly string[];
}
