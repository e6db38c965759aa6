import type { EntityType } from '../../model/identity.ts';
import type { Area } from '../../rules/areas/build-area-tree.ts';
import type { EntityFilterOf } from '../../store/reader/entity-filter.ts';
import type { AreaStatistics, EntityQuery } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { toConnection } from '../kernel/connection.ts';
import type { FieldResolvers } from '../subgraph.ts';
import {
  type LegalEntityPageArguments,
  legalEntityQuery,
  type ResidentPageArguments,
  residentQuery,
} from './page-arguments.ts';

export const gridResolvers: FieldResolvers = {
  parent: (area: Area, _args: unknown, { loaders }: GraphContext) =>
    area.parent === null ? null : loaders.areas.load(area.parent),
  children: (area: Area, _args: unknown, { loaders }: GraphContext) => loaders.childAreas.load(area.code),
  residents: async (area: Area, args: ResidentPageArguments, { reader, loaders, now }: GraphContext) => {
    const { areaCode, query } = within(area, residentQuery(args, now));
    const page = areaCode === null ? emptyPage : await loaders.pages.residents(areaCode, query);
    const filter = { ...query.filter, areaCode: areaCode ?? area.code };
    return toConnection(page, query.after, async () => (areaCode === null ? 0 : reader.count('resident', filter)));
  },
  legalEntities: async (area: Area, args: LegalEntityPageArguments, { reader, loaders }: GraphContext) => {
    const { areaCode, query } = within(area, legalEntityQuery(args));
    const page = areaCode === null ? emptyPage : await loaders.pages.legalEntities(areaCode, query);
    const filter = { ...query.filter, areaCode: areaCode ?? area.code };
    return toConnection(page, query.after, async () => (areaCode === null ? 0 : reader.count('legal-entity', filter)));
  },
  statistics: (area: Area, _args: unknown, { loaders }: GraphContext) => loaders.statistics.load(area.code),
};

/** Each count is a field of its own name. */
export const statisticsResolvers: FieldResolvers = Object.fromEntries(
  (
    [
      'residents',
      'males',
      'females',
      'aged60AndOver',
      'aged80AndOver',
      'under18',
      'livingAlone',
      'receivingAllowance',
      'deceased',
      'households',
      'legalEntities',
      'unplacedResidents',
      'unplacedLegalEntities',
    ] as const
  ).map((name) => [name, ({ counts }: AreaStatistics) => counts[name]]),
);

const emptyPage = { edges: [], hasNextPage: false };

/** The question without its area, and the narrower of the two areas; null where they have nothing in common. */
function within<Type extends EntityType>(
  area: Area,
  query: EntityQuery<Type>,
): { readonly areaCode: string | null; readonly query: EntityQuery<Type> } {
  const { areaCode: wanted, ...filter } = query.filter;
  const rest = { ...query, filter: filter as EntityFilterOf<Type> };
  if (!wanted || area.code.startsWith(wanted)) return { areaCode: area.code, query: rest };
  return { areaCode: wanted.startsWith(area.code) ? wanted : null, query: rest };
}
