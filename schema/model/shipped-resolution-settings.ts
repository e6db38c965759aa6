import path from 'node:path';
import { packageRoot } from '../runtime/package-root.ts';
import type { EntityType } from './identity.ts';
import { loadResolutionSettings } from './load-resolution-settings.ts';
import type { ResolutionSettings } from './resolution.ts';

const read = new Map<EntityType, ResolutionSettings<EntityType>>();

/**
 * The settings the hub comes with: `<entity type>.settings.yaml`, read once, at the first question.
 * @throws HubError SETTINGS_INVALID that lists every fault of the file.
 */
export function shippedResolutionSettings(entityType: EntityType): ResolutionSettings<EntityType> {
  const known = read.get(entityType);
  if (known) return known;
  const file = path.join(packageRoot(), `schema/rules/resolution/settings/${entityType}.settings.yaml`);
  const settings = { ...loadResolutionSettings(file), entityType };
  read.set(entityType, settings);
  return settings;
}
