import type { DecisionEdge } from '../cluster/component.ts';

/** A link that does not hold, with the links that hold and the unlink that together leave no room for it. */
export interface Chain {
  readonly link: DecisionEdge;
  readonly others: readonly DecisionEdge[];
}

/**
 * For each refused link, and each unlink between what the links that hold make of its two ends, the shortest chain that
 * shows why: A~B holds, A≠C, so B~C cannot.
 * @param decisions the decisions on a component's records, newest first: the order decides between chains of one length
 */
export function findChains(decisions: readonly DecisionEdge[], refused: readonly DecisionEdge[]): readonly Chain[] {
  if (refused.length === 0) return [];
  const holding = decisions.filter((edge) => edge.kind === 'link' && !refused.includes(edge));
  const unlinks = decisions.filter(({ kind }) => kind === 'unlink');
  return refused.flatMap((link) => {
    const [fromFirst, fromSecond] = [pathsFrom(link.first, holding), pathsFrom(link.second, holding)];
    return unlinks.flatMap((unlink): Chain[] => {
      const near = fromFirst.get(unlink.first) ?? fromFirst.get(unlink.second);
      const far = fromSecond.get(unlink.second) ?? fromSecond.get(unlink.first);
      return near && far ? [{ link, others: [unlink, ...near, ...far] }] : [];
    });
  });
}

/** Every record that links lead to from this one, with the shortest way there. */
function pathsFrom(start: number, links: readonly DecisionEdge[]): ReadonlyMap<number, readonly DecisionEdge[]> {
  const paths = new Map<number, readonly DecisionEdge[]>([[start, []]]);
  for (const [at, path] of paths) {
    for (const link of links) {
      if (link.first !== at && link.second !== at) continue;
      const next = link.first === at ? link.second : link.first;
      if (!paths.has(next)) paths.set(next, [...path, link]);
    }
  }
  return paths;
}
