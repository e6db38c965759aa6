import type { Component, Edge } from './component.ts';

/** Two links of a record that are less than this apart, in bits, are equally good: a factor of sixteen in the odds. */
const marginBits = 4;

/**
 * Another link of one end of the edge, as good as this one, to a cluster that may not come together with the edge's
 * other end: a record without a number between two namesakes or twins. Which of the two it belongs to is a guess.
 * What the end itself excuses, because it knows one of the two by number and the other by name, is no such choice.
 * @param home record → its cluster now; `obstacle` says why a cluster may not come together with several others.
 */
export function findRival(
  component: Component,
  edge: Edge,
  home: (record: number) => number,
  obstacle: (a: number, others: readonly number[]) => unknown,
): Edge | null {
  const { first, second } = edge;
  return rivalAt(first, second) ?? rivalAt(second, first);

  function rivalAt(end: number, other: number): Edge | null {
    const [own, wanted] = [home(end), home(other)];
    for (const rival of component.linksOf(end)) {
      if (Math.abs(rival.weight - edge.weight) >= marginBits) continue;
      const third = home(rival.first === end ? rival.second : rival.first);
      if (third === own || third === wanted || obstacle(third, [own])) continue;
      if (obstacle(third, [wanted, own])) return rival;
    }
    return null;
  }
}
