import { types } from 'node:util';

/** True for errors of other realms too (jest runs tests in one of its own), for which instanceof says no. */
export const isError = (value: unknown): value is Error => types.isNativeError(value) || value instanceof Error;

/** `ENOENT`, `57P03` and the like; null when the error has none. */
export function readErrorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
