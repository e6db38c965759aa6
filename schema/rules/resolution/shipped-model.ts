import type { EntityType } from '../../model/identity.ts';
import type { ResolutionModel } from '../../model/resolution.ts';
import { legalEntityParameters } from './models/legal-entity-parameters.ts';
import { residentParameters } from './models/resident-parameters.ts';
import { shippedSettings } from './settings/shipped-settings.ts';
import { type PackedModel, unpackModel } from './unpack-model.ts';

const models = new Map<EntityType, ResolutionModel<EntityType>>();

/** The model that serves until `reconcile --retrain`: EM on a generated district; pushes never change it. */
export function shippedModel(entityType: EntityType): ResolutionModel<EntityType> {
  const known = models.get(entityType);
  if (known) return known;
  const model = unpackModel(parametersOf(entityType), shippedSettings(entityType));
  models.set(entityType, model);
  return model;
}

function parametersOf(entityType: EntityType): PackedModel {
  switch (entityType) {
    case 'resident':
      return residentParameters;
    case 'legal-entity':
      return legalEntityParameters;
  }
}
