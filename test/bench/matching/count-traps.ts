import type { RecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import { checkCitizenId } from '../../../schema/rules/elements/citizen-id.ts';
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

/**
 * twoIds counts where records with different numbers are among these. childUnderMother is merged when the child's record shares a cluster with records of
 * another entity.
 */
export function countTraps(
  traps: readonly TrapLine[],
  truth: ReadonlyMap<string, string>,
  resolved: ResolvedRecords,
  records: readonly RecordValues[],
): Readonly<Record<string, TrapCount>> {
  const known = new Set(truth.values());
  const names = new Map(records.map((record) => [record.id, recordName(record)]));
  const numbers = findNumbers(records, truth);
  const mixed = findMixed(resolved, truth);
  const doubted = findDoubted(resolved, truth, names);
  const counts: Record<string, TrapCount> = {};
  for (const { trap, a, b } of traps) {
    const byRecord = trap === 'childUnderMother';
    const subject = byRecord ? recordName({ dataset: a, key: b }) : entityPair(a, b);
    if (byRecord ? !truth.has(subject) : !known.has(a) || !known.has(b)) continue;
    if (trap === 'twoIds' && (numbers.get(a)?.size ?? 0) < 2) continue;
    const { of, merged, reviewed } = counts[trap] ?? { of: 0, merged: 0, reviewed: 0 };
    counts[trap] = {
      of: of + 1,
      merged: merged + Number(mixed.has(subject)),
      reviewed: reviewed + Number(doubted.has(subject)),
    };
  }
  return counts;
}

/** Entity → the sound citizen numbers that its records carry. */
function findNumbers(
  records: readonly RecordValues[],
  truth: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const numbers = new Map<string, Set<string>>();
  for (const record of records) {
    const entity = truth.get(recordName(record));
    const { valid, canonical } = checkCitizenId(record.values.documentNumber ?? '');
    if (entity === undefined || !valid) continue;
    const known = numbers.get(entity);
    if (known) known.add(canonical);
    else numbers.set(entity, new Set([canonical]));
  }
  return numbers;
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
