import DataLoader from 'dataloader';
import type { EntityType } from '../../model/identity.ts';
import type { EntityPage, EntityQuery, Reader } from '../../store/reader/reader.ts';

/** Pages of the entities of many areas under one and the same question. */
export interface PageLoaders {
  residents(areaCode: string, query: EntityQuery<'resident'>): Promise<EntityPage>;
  legalEntities(areaCode: string, query: EntityQuery<'legal-entity'>): Promise<EntityPage>;
}

/** One loader per question: areas at one level of a query ask the same, so they share its statement. */
export function createPageLoaders(reader: Reader, signal: AbortSignal): PageLoaders {
  const loaders = new Map<string, DataLoader<string, EntityPage>>();

  const loaderOf = <Type extends EntityType>(
    entityType: Type,
    query: EntityQuery<Type>,
  ): DataLoader<string, EntityPage> => {
    const question = JSON.stringify([entityType, query]);
    const known = loaders.get(question);
    if (known) return known;
    const loader = new DataLoader<string, EntityPage>(async (codes) => {
      signal.throwIfAborted();
      return reader.entitiesByArea(entityType, codes, query);
    });
    loaders.set(question, loader);
    return loader;
  };

  return {
    residents: (areaCode, query) => loaderOf('resident', query).load(areaCode),
    legalEntities: (areaCode, query) => loaderOf('legal-entity', query).load(areaCode),
  };
}
