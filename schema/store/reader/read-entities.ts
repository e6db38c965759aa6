import { invalid } from '../../model/errors.ts';
import type { EntityType } from '../../model/identity.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import { countGolden, findGolden, findGoldenByIds } from '../golden-reader.ts';
import type { EntityFilterOf } from './entity-filter.ts';
import { compileFilter, compileOrder, isUuid, maxPageSize } from './page-query.ts';
import type { EntityPage, EntityQuery, GuardedEntity } from './reader.ts';
import { admit, type ReaderContext } from './reader-context.ts';

export async function readEntitiesById(
  context: ReaderContext,
  entityType: EntityType,
  ids: readonly string[],
): Promise<readonly (GuardedEntity | null)[]> {
  const asked = [...new Set(ids.filter(isUuid).map((id) => id.toLowerCase()))];
  if (asked.length === 0) return ids.map(() => null);
  const rows = await findGoldenByIds(context.db, entityType, asked, context.scope);
  const found = new Map<string, GuardedEntity>();
  for (const { asked: askedId, ...row } of rows) {
    found.set(askedId, admit(context, entityType, row, askedId === row.id ? null : askedId));
    context.notes.found({ type: entityType, id: row.id }, []);
  }
  const reason = context.standing.valid ? 'NOT_VISIBLE' : context.standing.reason;
  for (const id of asked) {
    if (!found.has(id)) context.notes.refused({ type: entityType, id }, reason);
  }
  return ids.map((id) => found.get(id.toLowerCase()) ?? null);
}

export async function readEntities<Type extends EntityType>(
  context: ReaderContext,
  entityType: Type,
  query: EntityQuery<Type>,
): Promise<EntityPage> {
  const { first, after } = query;
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize) {
    throw invalid('PAGE_SIZE_INVALID', `query: first must be from 1 to ${maxPageSize}.`);
  }
  const filter = compileFilter(entityType, query.filter);
  const order = compileOrder(entityType, query.order, after);
  const told = [...filter.paths, ...order.paths];
  if (!mayAsk(context, entityType, told)) return { edges: [], hasNextPage: false };

  const rows = await findGolden(context.db, entityType, {
    scope: context.scope,
    where: [...filter.where, ...order.where],
    order: order.order,
    limit: first + 1,
  });
  const edges = rows.slice(0, first).map((row) => {
    context.notes.found({ type: entityType, id: row.id }, told);
    return { cursor: order.cursorOf(row), entity: admit(context, entityType, row) };
  });
  return { edges, hasNextPage: rows.length > first };
}

export async function countEntities<Type extends EntityType>(
  context: ReaderContext,
  entityType: Type,
  filter: EntityFilterOf<Type>,
): Promise<number> {
  const { where, paths } = compileFilter(entityType, filter);
  if (!mayAsk(context, entityType, paths)) return 0;
  return countGolden(context.db, entityType, context.scope, where);
}

/** Whoever may see nobody finds nobody; whoever may see somebody must be allowed to read what is filtered on. */
function mayAsk(
  { standing, gate, notes }: ReaderContext,
  entityType: EntityType,
  paths: readonly FieldPath[],
): boolean {
  if (!standing.valid) {
    notes.refused({ type: entityType, id: null }, standing.reason);
    return false;
  }
  gate.require(paths, entityType);
  return true;
}
