import type { EntityType } from '../../model/identity.ts';
import type { ResolutionModel } from '../../model/resolution.ts';
import { legalEntityModel } from './models/legal-entity-model.ts';
import { residentModel } from './models/resident-model.ts';

/** The model that serves until `reconcile --retrain`: trained by EM on a generated district, never changed by a push. */
export function shippedModel(entityType: EntityType): ResolutionModel {
  switch (entityType) {
    case 'resident':
      return residentModel;
    case 'legal-entity':
      return legalEntityModel;
  }
}
