import type { Agreement } from '../../model/agreement.ts';

/** Where an agreement reaches. `some` with no codes reaches nothing. */
export type AreaScope = { readonly kind: 'all' } | { readonly kind: 'some'; readonly codes: readonly string[] };

const areaCodeShape = /^\d{2,20}$/;

/** A code of the area tree as an agreement or a filter may name it: 2–20 digits. */
export const isAreaCode = (text: string): boolean => areaCodeShape.test(text);

/** `*` is every area, those without a grid too; malformed codes reach nothing; codes inside others are dropped. */
export function areaScopeOf(agreement: Pick<Agreement, 'areas'>): AreaScope {
  if (agreement.areas.includes('*')) return { kind: 'all' };
  const codes = [...new Set(agreement.areas.filter(isAreaCode))].sort();
  return {
    kind: 'some',
    codes: codes.filter((code) => !codes.some((wider) => wider !== code && code.startsWith(wider))),
  };
}

/** Whether a place lies in the scope; a subject without a grid lies outside every scope but `all`. */
export function coversPlace(scope: AreaScope, gridCode: string | null): boolean {
  if (scope.kind === 'all') return true;
  return gridCode !== null && scope.codes.some((code) => gridCode.startsWith(code));
}

/** Whether the area lies in the scope or a part of it does. */
export function touchesArea(scope: AreaScope, areaCode: string): boolean {
  return (
    coversPlace(scope, areaCode) || (scope.kind === 'some' && scope.codes.some((code) => code.startsWith(areaCode)))
  );
}
