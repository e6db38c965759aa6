import type { DatasetName, EntityType } from '../../model/identity.ts';

/** `resident.name`, `resident.health.conditions`, `resident.publicSecurity.householdRegister.phone`, `legal-entity.creditCode`. */
export type FieldPath = string;

const pathShape = /^(resident|legal-entity)(\.[A-Za-z][A-Za-z0-9]*)+$/;
const patternShape = /^(\*|(resident|legal-entity)(\.[A-Za-z][A-Za-z0-9]*)*\.(\*|[A-Za-z][A-Za-z0-9]*))$/;

const isFieldPath = (text: string): boolean => pathShape.test(text);

/** `*`, or a field's path, or a path that ends in `.*`; anything else covers nothing and is refused when an agreement is made. */
export const isFieldPattern = (text: string): boolean => patternShape.test(text);

/**
 * Whether a pattern of an agreement covers a field: `*` every field, `resident.health.*` everything below
 * `resident.health`, else the field itself. A malformed pattern covers nothing.
 */
export function coversField(pattern: string, path: FieldPath): boolean {
  if (!isFieldPattern(pattern) || !isFieldPath(path)) return false;
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** Whether a pattern covers any field below a path: below `resident`, or below the part of one dataset. */
export function reachesBelow(pattern: string, path: FieldPath): boolean {
  if (!isFieldPattern(pattern)) return false;
  const inside = `${path}.`;
  return (
    pattern === '*' || pattern.startsWith(inside) || (pattern.endsWith('.*') && inside.startsWith(pattern.slice(0, -1)))
  );
}

/** Where a dataset's own fields hang in the graph: `public-security.household-register` → `resident.publicSecurity.householdRegister`. */
export function partPath(entityType: EntityType, dataset: DatasetName): FieldPath {
  return [entityType, ...dataset.split('.').map(toCamelCase)].join('.');
}

const toCamelCase = (name: string): string =>
  name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
