import type { EntityType } from '../../model/identity.ts';
import type { ResolutionModel } from '../../model/resolution.ts';
import { legalEntityParameters } from './models/legal-entity-parameters.ts';
import { residentParameters } from './models/resident-parameters.ts';
import { legalEntitySettings } from './settings/legal-entity-settings.ts';
import { residentSettings } from './settings/resident-settings.ts';
import { unpackModel } from './unpack-model.ts';

const models: Readonly<Record<EntityType, ResolutionModel>> = {
  resident: unpackModel(residentParameters, residentSettings),
  'legal-entity': unpackModel(legalEntityParameters, legalEntitySettings),
};

/** The model that serves until `reconcile --retrain`: EM on a generated district; pushes never change it. */
export const shippedModel = (entityType: EntityType): ResolutionModel => models[entityType];
