import type { RecordId } from '../../../schema/model/identity.ts';
import { recordName } from './district-records.ts';
import type { TrapLine } from './labelled-folder.ts';
import { pairsOf } from './name-pairs.ts';
import type { ResolvedRecords } from './resolve-labelled.ts';

/** How many traps of one kind there are among the records, were wrongly merged, came into review. */
export interface TrapCount {
  readonly of: number;
  readonly merged: number;
  readonly reviewed: number;
}

/** childUnderMother is merged when the child's record shares a cluster with records of another entity. */
export function countTraps(
  traps: readonly TrapLine[],
  truth: ReadonlyMap<string, string>,
  resolved: ResolvedRecords,
  names: ReadonlyMap<RecordId, string>,
): Readonly<Record<string, TrapCount>> {
  const known = new Set(truth.values());
  const mixed = findMixed(resolved, truth);
  const doubted = findDoubted(resolved, truth, names);
  const counts: Record<string, TrapCount> = {};
  for (const { trap, a, b } of traps) {
    const byRecord = trap === 'childUnderMother';
    const subject = byRecord ? recordName({ dataset: a, key: b }) : entityPair(a, b);
    if (byRecord ? !truth.has(subject) : !known.has(a) || !known.has(b)) continue;
    const { of, merged, reviewed } = counts[trap] ?? { of: 0, merged: 0, reviewed: 0 };
    counts[trap] = {
      of: of + 1,
      merged: merged + Number(mixed.has(subject)),
      reviewed: reviewed + Number(doubted.has(subject)),
    };
  }
  return counts;
}

/** Records, and pairs of entities, that share a cluster though they are not one. */
function findMixed({ clusters }: ResolvedRecords, truth: ReadonlyMap<string, string>): ReadonlySet<string> {
  const mixed = new Set<string>();
  for (const members of clusters) {
    for (const [x, y] of pairsOf(members)) {
      if (truth.get(x) === truth.get(y)) continue;
      mixed
        .add(entityPair(truth.get(x), truth.get(y)))
        .add(x)
        .add(y);
    }
  }
  return mixed;
}

function findDoubted(
  { doubts }: ResolvedRecords,
  truth: ReadonlyMap<string, string>,
  names: ReadonlyMap<RecordId, string>,
): ReadonlySet<string> {
  const doubted = new Set<string>();
  for (const { a, b } of doubts) {
    const [x, y] = [names.get(a) ?? '', names.get(b) ?? ''];
    doubted
      .add(entityPair(truth.get(x), truth.get(y)))
      .add(x)
      .add(y);
  }
  return doubted;
}

const entityPair = (a = '', b = ''): string => (a < b ? `${a}|${b}` : `${b}|${a}`);
