import { invalid } from '../../model/errors.ts';
import type { EntityType } from '../../model/identity.ts';
import { isAreaCode } from '../../rules/access/area-scope.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import type { GoldenRow } from '../golden-reader.ts';
import {
  type EntityFilterOf,
  type EntityOrder,
  type FilterColumn,
  filterColumns,
  orderColumns,
} from './entity-filter.ts';
import type { SqlClause } from './sql-clause.ts';

export const maxPageSize = 100;

/** The conditions of a filter, and the fields that whoever asks it must be allowed to read. Throws invalid FILTER_INVALID. */
export function compileFilter<Type extends EntityType>(
  entityType: Type,
  filter: EntityFilterOf<Type>,
): { readonly where: readonly SqlClause[]; readonly paths: readonly FieldPath[] } {
  const known: Readonly<Record<string, FilterColumn>> = filterColumns[entityType];
  const given = Object.entries(filter).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined || value === null) return [];
    const column = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!column || typeof value !== 'string' || !fits(column.valueType, value)) throw invalidFilter(name);
    return [{ column, value }];
  });
  return {
    where: given.map(({ column, value }) => column.condition(column.column, value)),
    paths: [
      ...new Set(
        given.flatMap(({ column, value }) => [column.path, ...(column.alsoTells ? [column.alsoTells(value)] : [])]),
      ),
    ],
  };
}

export interface CompiledOrder {
  readonly order: string;
  readonly where: readonly SqlClause[];
  readonly paths: readonly FieldPath[];
  cursorOf(row: GoldenRow): string;
}

/** Keyset order: by the column, absent values last, then by id. Throws invalid CURSOR_INVALID, ORDER_INVALID. */
export function compileOrder(
  entityType: EntityType,
  { by, direction }: EntityOrder,
  after: string | null,
): CompiledOrder {
  const column = Object.hasOwn(orderColumns, by) ? orderColumns[by] : undefined;
  if (column === undefined || (by === 'birthDate' && entityType !== 'resident')) {
    throw invalid('ORDER_INVALID', `query: ${entityType} cannot be ordered by that; use id, name or gridCode.`);
  }
  const keyword = direction === 'descending' ? 'desc' : 'asc';
  const sign = direction === 'descending' ? '<' : '>';
  const cursor = after === null ? null : parseCursor(after, column !== null);
  if (by === 'birthDate' && cursor?.value && !fits('date', cursor.value)) throw invalidCursor();
  return {
    order: column === null ? `id ${keyword}` : `${column} ${keyword} nulls last, id ${keyword}`,
    where: cursor ? [afterClause(column, sign, cursor)] : [],
    paths: column === null ? [] : [`${entityType}.${by}`],
    cursorOf: (row) => formatCursor(column === null ? [row.id] : [row.id, row.values[by] ?? null]),
  };
}

/** The value in a cursor is one that the caller may read in full and that is noted as read: `require` saw to it. */
interface Cursor {
  readonly id: string;
  readonly value: string | null;
}

function afterClause(column: string | null, sign: '<' | '>', { id, value }: Cursor): SqlClause {
  if (column === null) return { sql: `id ${sign} ?`, bindings: [id] };
  if (value === null) return { sql: `(${column} is null and id ${sign} ?)`, bindings: [id] };
  return {
    sql: `(${column} ${sign} ? or (${column} = ? and id ${sign} ?) or ${column} is null)`,
    bindings: [value, value, id],
  };
}

const formatCursor = (parts: readonly (string | null)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

function parseCursor(text: string, ordered: boolean): Cursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw invalidCursor();
  }
  if (!Array.isArray(parts) || parts.length !== (ordered ? 2 : 1)) throw invalidCursor();
  const [id, value = null]: unknown[] = parts;
  if (typeof id !== 'string' || !isUuid(id) || !(value === null || isPlainText(value))) throw invalidCursor();
  return { id, value };
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => uuidShape.test(text);

const isPlainText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 500 && !value.includes('\u0000');

function fits(valueType: FilterColumn['valueType'], value: string): boolean {
  switch (valueType) {
    case 'text':
      return value !== '' && isPlainText(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
    case 'area':
      return isAreaCode(value);
  }
}

const invalidFilter = (name: string) =>
  invalid('FILTER_INVALID', `query: the filter ${name} is unknown or its value has not the right form.`, {
    filter: name,
  });

const invalidCursor = () =>
  invalid('CURSOR_INVALID', 'query: `after` is no cursor of this query; take endCursor of the page before.');
