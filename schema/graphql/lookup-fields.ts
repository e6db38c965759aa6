import type { DeclaredField } from '../rules/access/grade-table.ts';
import { lookupPaths } from './kernel/lookup-loaders.ts';

/** Grades of the fields that no contract holds because departments answer them live. */
export const lookupFields: readonly DeclaredField[] = [
  { path: lookupPaths.conditions, grade: 4 },
  { path: lookupPaths.immunizations, grade: 4 },
  { path: lookupPaths.payments, grade: 3 },
  { path: lookupPaths.identityVerification, grade: 2 },
];
