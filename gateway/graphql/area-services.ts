import type { AreaServices } from '../../schema/graphql/community/area-services.ts';
import { findAreasByCode, findAreasInside } from '../../schema/store/area-tree-reader.ts';
import type { Database } from '../../schema/store/database.ts';

export const createAreaServices = (db: Database): AreaServices => ({
  areasByCode: (codes) => findAreasByCode(db, codes),
  childrenOf: (codes) => findAreasInside(db, codes),
});
