import type { ResolutionModel } from '../../../model/resolution.ts';
import { legalEntitySettings } from '../settings/legal-entity-settings.ts';
import { startingModel } from '../starting-model.ts';

export const legalEntityModel: ResolutionModel = startingModel(legalEntitySettings, 'legal-entity-shipped-0');
