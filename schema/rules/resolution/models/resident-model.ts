import type { ResolutionModel } from '../../../model/resolution.ts';
import { residentSettings } from '../settings/resident-settings.ts';
import { startingModel } from '../starting-model.ts';

export const residentModel: ResolutionModel = startingModel(residentSettings, 'resident-shipped-0');
