import type { Principal } from '../../model/agreement.ts';
import { forbidden } from '../../model/errors.ts';
import type { EntityType } from '../../model/identity.ts';
import { decideAccess, decideField, decideReach, type FieldAccess } from '../../rules/access/decide-access.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import { maskAbsence, maskValue } from '../../rules/access/mask-value.ts';
import type { AccessNotes, Subject } from './access-notes.ts';
import type { FieldReading } from './reader.ts';

/** The subject a field belongs to, as far as access depends on it. */
export interface GatedSubject {
  readonly entityType: EntityType;
  readonly id: string;
  readonly gridCode: string | null;
  /** How the reading is written down where it is not of the entity `id`: of a record that belongs to none. */
  readonly noted?: Subject;
}

/** Where the decision becomes a value: every value of every subject passes `read`, which notes and masks. */
export interface FieldGate {
  decide(subject: GatedSubject, path: FieldPath): FieldAccess;
  read(subject: GatedSubject, path: FieldPath, value: string | null): FieldReading;
  /** The decision before a subject is known. */
  may(path: FieldPath): FieldAccess;
  /** Whether anything below the path is for the caller: a type of entity, the part of one dataset. */
  reaches(path: FieldPath): boolean;
  /** FORBIDDEN unless every path may be read in full: a filter on a masked field would be a probe of its value. */
  require(paths: readonly FieldPath[], subjectType: Subject['type']): void;
}

/** @param now the request's one moment, so that a page is not decided two ways. */
export function createFieldGate(principal: Principal, grades: GradeTable, notes: AccessNotes, now: Date): FieldGate {
  const decide = ({ entityType, gridCode }: GatedSubject, path: FieldPath): FieldAccess => {
    const fields = [{ path, grade: grades.gradeOf(path) }];
    const decision = decideAccess(principal, { subject: { entityType, gridCode }, fields }, now);
    return decision.visible ? (decision.fields.get(path) ?? 'deny') : 'deny';
  };
  const may = (path: FieldPath): FieldAccess => decideField(principal, path, grades.gradeOf(path), now);

  return {
    decide,
    may,
    reaches: (path) => decideReach(principal, path, now),
    read(subject, path, value) {
      const access = decide(subject, path);
      notes.field(subject.noted ?? { type: subject.entityType, id: subject.id }, path, access);
      switch (access) {
        case 'allow':
          return { state: 'allowed', value };
        case 'mask':
          return { state: 'masked', value: value === null ? maskAbsence(path) : maskValue(path, value) };
        case 'deny':
          return { state: 'denied', value: null };
      }
    },
    require(paths, subjectType) {
      const refused = paths.filter((path) => may(path) !== 'allow');
      if (refused.length === 0) return;
      for (const path of refused) notes.field({ type: subjectType, id: null }, path, 'deny');
      throw forbidden(
        'FIELD_FORBIDDEN',
        `access: the agreement does not let this client use ${refused.join(', ')} in full; leave it out or ask for a wider agreement.`,
        { fields: refused },
      );
    },
  };
}
