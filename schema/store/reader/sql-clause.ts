import type { AreaScope } from '../../rules/access/area-scope.ts';

/** A condition with its bindings; column names in it are constants of ours. */
export interface SqlClause {
  readonly sql: string;
  readonly bindings: readonly (string | readonly string[])[];
}

/** The agreement's area as a condition; no area is no row. One `like` per code, for only so is the index used. */
export function scopeClause(scope: AreaScope, column: string): SqlClause {
  if (scope.kind === 'all') return { sql: 'true', bindings: [] };
  if (scope.codes.length === 0) return { sql: 'false', bindings: [] };
  return {
    sql: `(${scope.codes.map(() => `${column} like ?`).join(' or ')})`,
    bindings: scope.codes.map((code) => `${code}%`),
  };
}

export function joinClauses(clauses: readonly SqlClause[]): SqlClause {
  const given = clauses.length > 0 ? clauses : [{ sql: 'true', bindings: [] }];
  return { sql: given.map(({ sql }) => sql).join(' and '), bindings: given.flatMap(({ bindings }) => bindings) };
}
