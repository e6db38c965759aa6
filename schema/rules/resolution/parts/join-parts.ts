import type { MadeParts } from './made-parts.ts';

/** The values with a stroke between them; nothing where one is absent. */
export function joinParts(values: readonly (string | undefined)[]): MadeParts {
  return values.includes(undefined) ? {} : { '': values.join('/') };
}
