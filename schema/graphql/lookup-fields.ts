import type { DeclaredField } from '../rules/access/grade-table.ts';
import { legalPersonPath } from '../store/reader/read-legal-persons.ts';
import { lookupPaths } from './kernel/lookup-loaders.ts';

/** Grades of the fields that no contract holds: what departments answer live, and what the hub joins. */
export const lookupFields: readonly DeclaredField[] = [
  { path: lookupPaths.conditions, grade: 4 },
  { path: lookupPaths.immunizations, grade: 4 },
  { path: lookupPaths.payments, grade: 3 },
  { path: lookupPaths.identityVerification, grade: 2 },
  // As the representative's name: it tells who that is, and what else is shown of them has its own grades.
  { path: legalPersonPath, grade: 2 },
];
