import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionSettings } from '../../schema/model/resolution.ts';
import { findStandardElement } from '../../schema/model/standard-elements.ts';

/** The standard elements that a comparison reads: whoever is told how two records compare has read these of both. */
export const comparedElements = ({ parts, entityType }: ResolutionSettings<EntityType>): readonly string[] => [
  ...new Set(parts.flatMap(({ from }) => from).filter((name) => findStandardElement(entityType, name) !== null)),
];
