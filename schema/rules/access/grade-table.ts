import type { Contract } from '../../model/contract.ts';
import type { Grade } from '../../model/identity.ts';
import { findStandardElement, standardElements } from '../../model/standard-elements.ts';
import { type FieldPath, partPath } from './field-path.ts';

/** The grade of every field of the graph. */
export interface GradeTable {
  /** 4 for a field that nobody declared. */
  gradeOf(path: FieldPath): Grade;
  /** False for a field that nobody declared or that its contract does not share. */
  knows(path: FieldPath): boolean;
  paths(): readonly FieldPath[];
}

export interface DeclaredField {
  readonly path: FieldPath;
  readonly grade: Grade;
}

/** Fields that the hub itself adds to what departments send. */
const hubFields: readonly DeclaredField[] = [
  // A household's id holds the register's household number or a dwelling: graded like both.
  { path: 'resident.household', grade: 3 },
  // The answer to "is this name the holder of this number?", asked by somebody who knows both.
  { path: 'resident.identityVerification', grade: 2 },
];

/** What a household is known by: where a contract raises one of these, the household rises with it. */
const householdSources: readonly FieldPath[] = ['resident.householdNumber', 'resident.actualAddress'];

const keyGrade: Grade = 3;

/**
 * @param declared fields that no contract holds: the departments' live lookups (`resident.health.conditions`).
 *
 * A golden field takes the highest grade that its element or any contract that feeds it gives (GB/T 43697: a set
 * takes the highest grade of its members). A department's own field stands at `resident.<department>.<dataset>.<field>`,
 * beside the record's `key`.
 */
export function createGradeTable(contracts: readonly Contract[], declared: readonly DeclaredField[] = []): GradeTable {
  const grades = new Map<FieldPath, Grade>();
  const raise = (path: FieldPath, grade: Grade): void => {
    grades.set(path, maxGrade(grade, grades.get(path) ?? 1));
  };
  for (const [entityType, elements] of Object.entries(standardElements)) {
    for (const element of elements) raise(`${entityType}.${element.name}`, element.grade);
  }
  for (const contract of contracts) {
    if (contract.entity === 'grid') continue;
    const part = partPath(contract.entity, contract.dataset);
    raise(`${part}.key`, keyGrade);
    for (const field of contract.fields) {
      const golden = `${contract.entity}.${field.to}`;
      const element = findStandardElement(contract.entity, field.to);
      if (element) raise(golden, field.grade);
      if (field.shared) raise(`${part}.${field.to}`, maxGrade(field.grade, element?.grade ?? 1));
    }
  }
  for (const { path, grade } of [...hubFields, ...declared]) raise(path, grade);
  for (const path of householdSources) raise('resident.household', grades.get(path) ?? 4);
  return {
    gradeOf: (path) => grades.get(path) ?? 4,
    knows: (path) => grades.has(path),
    paths: () => [...grades.keys()].sort(),
  };
}

const maxGrade = (a: Grade, b: Grade): Grade => (a > b ? a : b);
