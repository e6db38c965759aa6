import type { Area } from '../../rules/areas/build-area-tree.ts';

/** The area tree, which is public. Many at once, in the order asked. */
export interface AreaServices {
  areasByCode(codes: readonly string[]): Promise<readonly (Area | null)[]>;
  /** The areas directly inside each, by code. */
  childrenOf(codes: readonly string[]): Promise<readonly (readonly Area[])[]>;
}
