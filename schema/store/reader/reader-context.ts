import type { EntityId, EntityType } from '../../model/identity.ts';
import { type AreaScope, isAreaCode, touchesArea } from '../../rules/access/area-scope.ts';
import type { Standing } from '../../rules/access/decide-access.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { Database } from '../database.ts';
import type { GoldenRow } from '../golden-reader.ts';
import type { AccessNotes } from './access-notes.ts';
import type { FieldGate, GatedSubject } from './field-gate.ts';
import { guardEntity } from './guard-entity.ts';
import type { GuardedEntity } from './reader.ts';

/** What the reader's methods share within one request. */
export interface ReaderContext {
  readonly db: Database;
  readonly now: Date;
  readonly standing: Standing;
  /** Nothing when the standing is not valid; for entities ask `scopeOf`. */
  readonly scope: AreaScope;
  readonly gate: FieldGate;
  readonly grades: GradeTable;
  readonly notes: AccessNotes;
  /** The subjects that this reader gave out; an entity of another request's reader is not among them. */
  readonly subjects: WeakMap<GuardedEntity, GatedSubject>;
  /** What live lookups ask by; kept apart from what answers are made of. */
  readonly identities: WeakMap<GuardedEntity, LookupIdentity>;
  /** Numbers of legal entities' representatives: to find them by, never to show. */
  readonly representatives: WeakMap<GuardedEntity, string>;
  /** Ids of residents' households. */
  readonly households: WeakMap<GuardedEntity, string>;
}

export interface LookupIdentity {
  readonly documentNumber: string;
  readonly name: string | null;
}

/** Where the caller may see entities of a type; nowhere when no field of the type is in the agreement. */
export const scopeOf = ({ scope, gate }: ReaderContext, entityType: EntityType): AreaScope =>
  gate.reaches(entityType) ? scope : { kind: 'some', codes: [] };

/** Guards a row that is going into the answer. */
export function admit(
  context: ReaderContext,
  entityType: EntityType,
  row: GoldenRow,
  aliasOf: EntityId | null = null,
): GuardedEntity {
  const entity = guardEntity(context.gate, entityType, row, aliasOf);
  context.subjects.set(entity, { entityType, id: row.id, gridCode: row.gridCode });
  const { documentNumber, name, legalRepresentativeDocument } = row.values;
  if (documentNumber !== undefined) context.identities.set(entity, { documentNumber, name: name ?? null });
  if (row.householdId !== null) context.households.set(entity, row.householdId);
  if (legalRepresentativeDocument !== undefined) context.representatives.set(entity, legalRepresentativeDocument);
  return entity;
}

/** Asking after an area of which nothing is the caller's is an attempt that goes on record; the answer is empty anyway. */
export function refuseForeignAreas({ scope, notes }: ReaderContext, areaCodes: readonly string[]): void {
  for (const code of areaCodes) {
    if (isAreaCode(code) && !touchesArea(scope, code)) notes.refused({ type: 'area', id: code }, 'AREA');
  }
}
