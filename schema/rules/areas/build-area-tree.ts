import { findDivision } from '../../model/code-tables/divisions.ts';
import { type AreaLevel, areaAncestors } from '../elements/grid-code.ts';

/** A node of the area tree; its code begins every code that lies in it. */
export interface Area {
  readonly code: string;
  readonly level: AreaLevel;
  readonly parent: string | null;
  readonly title: string;
  /** Key of the row that named it; null for what follows from the codes of others. */
  readonly recordKey: string | null;
}

/** A grid as its row names it. */
export interface GridRow {
  readonly key: string;
  readonly code: string;
  readonly street: string;
  readonly community: string;
  readonly grid: string;
}

/**
 * The whole area tree of a list of grids, parents first, then by code. Streets and communities are titled by their
 * grids (where these disagree, by the one with the smallest code), divisions above them by GB/T 2260, else by their code.
 * The same grids give the same tree whatever their order.
 */
export function buildAreaTree(grids: readonly GridRow[]): readonly Area[] {
  const areas = new Map<string, Area>();
  const sorted = [...grids].sort((a, b) => compare(a.code, b.code) || compare(a.key, b.key));
  for (const grid of sorted) {
    const ancestors = areaAncestors(grid.code);
    if (!areas.has(grid.code)) {
      areas.set(grid.code, {
        code: grid.code,
        level: 'grid',
        parent: ancestors[0]?.code ?? null,
        title: grid.grid,
        recordKey: grid.key,
      });
    }
    for (const [index, { code, level }] of ancestors.entries()) {
      if (areas.has(code)) continue;
      const parent = ancestors[index + 1]?.code ?? null;
      areas.set(code, { code, level, parent, title: titleOf(level, code, grid), recordKey: null });
    }
  }
  return [...areas.values()].sort((a, b) => a.code.length - b.code.length || compare(a.code, b.code));
}

function titleOf(level: AreaLevel, code: string, grid: GridRow): string {
  if (level === 'street') return grid.street;
  if (level === 'community') return grid.community;
  return findDivision(code)?.name ?? code;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
