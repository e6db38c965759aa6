import type { EntityType } from '../../../model/identity.ts';
import type { ResolutionSettings } from '../../../model/resolution.ts';
import { shippedResolutionSettings } from '../../../model/shipped-resolution-settings.ts';

/** The settings the hub comes with: the files beside this one, which are read in schema/model. */
export const shippedSettings = (entityType: EntityType): ResolutionSettings<EntityType> =>
  shippedResolutionSettings(entityType);
