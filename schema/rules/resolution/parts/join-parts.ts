import type { PartSettings } from '../../../model/resolution.ts';
import type { MadeParts, PartMaker } from './made-parts.ts';

/** The values with a stroke between them; nothing where one is absent. */
export function joinParts(...values: readonly (string | undefined)[]): MadeParts {
  return values.includes(undefined) ? {} : { '': values.join('/') };
}

/** The same of the first characters of each. */
export const startMaker =
  ({ characters = 1 }: PartSettings): PartMaker =>
  (...values) =>
    joinParts(...values.map((value) => value?.slice(0, characters)));
