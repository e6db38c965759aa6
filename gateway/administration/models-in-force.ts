import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import { shippedModel } from '../../schema/rules/resolution/shipped-model.ts';
import type { Database } from '../../schema/store/database.ts';
import { findActiveModel, findActiveVersion } from '../../schema/store/model-store.ts';

/** The model that decides pairs of a type now: the trained one, or the shipped one where none was ever trained. */
export type ModelInForce = (entityType: EntityType) => Promise<ResolutionModel<EntityType>>;

/** Keeps the last model of each type: it is megabytes of frequencies, and its version alone says whether it is still in force. */
export function createModelInForce(db: Database): ModelInForce {
  const kept = new Map<EntityType, ResolutionModel<EntityType>>();
  return async (entityType) => {
    const version = await findActiveVersion(db, entityType);
    if (version === null) return shippedModel(entityType);
    const known = kept.get(entityType);
    if (known?.version === version) return known;
    const model = (await findActiveModel(db, entityType)) ?? shippedModel(entityType);
    kept.set(entityType, model);
    return model;
  };
}
