import { invalid } from '../../model/errors.ts';
import type { EntityType } from '../../model/identity.ts';
import { isAreaCode } from '../../rules/access/area-scope.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import { countGolden, findGolden, findGoldenByArea, findGoldenByIds, type GoldenRow } from '../golden-reader.ts';
import type { EntityFilterOf } from './entity-filter.ts';
import { groupRows } from './group-rows.ts';
import { compileFilter, compileOrder, isUuid, maxPageSize } from './page-query.ts';
import type { EntityPage, EntityQuery, GuardedEntity } from './reader.ts';
import { admit, type ReaderContext, refuseForeignAreas, scopeOf } from './reader-context.ts';

export async function readEntitiesById(
  context: ReaderContext,
  entityType: EntityType,
  ids: readonly string[],
): Promise<readonly (GuardedEntity | null)[]> {
  const asked = [...new Set(ids.filter(isUuid).map((id) => id.toLowerCase()))];
  if (asked.length === 0) return ids.map(() => null);
  const rows = await findGoldenByIds(context.db, entityType, asked, scopeOf(context, entityType));
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
  const page = compilePage(entityType, query);
  if (!mayAsk(context, entityType, page.told)) return emptyPage;
  if (query.filter.areaCode) refuseForeignAreas(context, [query.filter.areaCode]);
  const rows = await findGolden(context.db, entityType, {
    ...page.golden,
    scope: scopeOf(context, entityType),
  });
  return toPage(context, entityType, page, rows);
}

/** The same page of many areas; an area of another shape than a code has nobody in it. */
export async function readEntitiesByArea<Type extends EntityType>(
  context: ReaderContext,
  entityType: Type,
  areaCodes: readonly string[],
  query: EntityQuery<Type>,
): Promise<readonly EntityPage[]> {
  const page = compilePage(entityType, query);
  const told = [...new Set([`${entityType}.gridCode`, ...page.told])];
  if (!mayAsk(context, entityType, told)) return areaCodes.map(() => emptyPage);
  refuseForeignAreas(context, areaCodes);
  const codes = [...new Set(areaCodes.filter(isAreaCode))];
  const rows = await findGoldenByArea(context.db, entityType, codes, {
    ...page.golden,
    scope: scopeOf(context, entityType),
  });
  const byArea = groupRows(rows, ({ areaCode }) => areaCode);
  return areaCodes.map((code) => toPage(context, entityType, { ...page, told }, byArea.get(code) ?? []));
}

const emptyPage: EntityPage = { edges: [], hasNextPage: false };

function compilePage<Type extends EntityType>(entityType: Type, query: EntityQuery<Type>) {
  const { first, after } = query;
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize) {
    throw invalid('PAGE_SIZE_INVALID', `query: first must be from 1 to ${maxPageSize}.`);
  }
  const filter = compileFilter(entityType, query.filter);
  const order = compileOrder(entityType, query.order, after);
  return {
    first,
    told: [...filter.paths, ...order.paths],
    cursorOf: order.cursorOf,
    golden: { where: [...filter.where, ...order.where], order: order.order, limit: first + 1 },
  };
}

function toPage(
  context: ReaderContext,
  entityType: EntityType,
  { first, told, cursorOf }: Pick<ReturnType<typeof compilePage>, 'first' | 'told' | 'cursorOf'>,
  rows: readonly GoldenRow[],
): EntityPage {
  const edges = rows.slice(0, first).map((row) => {
    context.notes.found({ type: entityType, id: row.id }, told);
    return { cursor: cursorOf(row), entity: admit(context, entityType, row) };
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
  const { count, few } = await countGolden(context.db, entityType, scopeOf(context, entityType), where);
  // A count of few is a reading of each of them, also where the page beside it was empty; a larger one is of nobody.
  for (const id of few) context.notes.found({ type: entityType, id }, paths);
  if (count > few.length) context.notes.found({ type: entityType, id: null }, paths);
  return count;
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
