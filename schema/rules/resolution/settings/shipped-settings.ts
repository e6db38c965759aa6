import type { EntityType } from '../../../model/identity.ts';
import type { ResolutionSettings } from '../../../model/resolution.ts';
import { legalEntitySettings } from './legal-entity-settings.ts';
import { residentSettings } from './resident-settings.ts';

/** The settings the hub comes with. */
export function shippedSettings(entityType: EntityType): ResolutionSettings {
  switch (entityType) {
    case 'resident':
      return residentSettings;
    case 'legal-entity':
      return legalEntitySettings;
  }
}
