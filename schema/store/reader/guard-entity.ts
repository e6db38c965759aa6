import type { EntityId, EntityType } from '../../model/identity.ts';
import { type FieldPath, partPath } from '../../rules/access/field-path.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GoldenRow } from '../golden-reader.ts';
import type { FieldGate, GatedSubject } from './field-gate.ts';
import type { GuardedEntity, GuardedRecord } from './reader.ts';
import type { RecordRow } from './record-reader.ts';

/** Closes over the row: what serialises, prints or spreads the result finds no value in it. */
export function guardEntity(
  gate: FieldGate,
  entityType: EntityType,
  row: GoldenRow,
  aliasOf: EntityId | null,
): GuardedEntity {
  const subject: GatedSubject = { entityType, id: row.id, gridCode: row.gridCode };
  const prefix = `${entityType}.`;
  const element = (path: FieldPath): string => (path.startsWith(prefix) ? path.slice(prefix.length) : '');
  const rawValue = (path: FieldPath): string | null =>
    path === 'resident.household' ? row.householdId : (ownValue(row.values, element(path)) ?? null);

  return Object.freeze({
    id: row.id,
    entityType,
    aliasOf,
    updatedAt: row.updatedAt.toISOString(),
    field: (path: FieldPath) => gate.read(subject, path, rawValue(path)),
    provenance: (path: FieldPath) => {
      const source = ownValue(row.provenance, element(path));
      // Of a masked value not even that there is one is told.
      if (!source || gate.read(subject, path, null).state !== 'allowed') return null;
      if (!gate.reaches(partPath(entityType, source.dataset)))
        return { dataset: null, version: source.version, key: null };
      const key = gate.decide(subject, `${partPath(entityType, source.dataset)}.key`) === 'allow' ? source.key : null;
      if (key !== null) gate.read(subject, `${partPath(entityType, source.dataset)}.key`, key);
      return { dataset: source.dataset, version: source.version, key };
    },
  });
}

/** A department's record of the subject; what its contract does not share is denied whatever the agreement says. */
export function guardRecord(gate: FieldGate, grades: GradeTable, subject: GatedSubject, row: RecordRow): GuardedRecord {
  const part = partPath(subject.entityType, row.dataset);
  return Object.freeze({
    dataset: row.dataset,
    part,
    version: row.version.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    field: (name: string) => {
      const path = `${part}.${name}`;
      if (!grades.knows(path)) return { state: 'denied', value: null } as const;
      return gate.read(subject, path, name === 'key' ? row.key : (ownValue(row.values, name) ?? null));
    },
  });
}

/** Only what the row holds itself, not what every object inherits. */
function ownValue<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
