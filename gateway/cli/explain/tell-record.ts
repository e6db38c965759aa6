import type { ExplainedEntity, RecordPointer } from '../../../schema/graphql/administration/administration-services.ts';
import type { RecordId } from '../../../schema/model/identity.ts';
import { aboutRecord, keepMostTelling } from '../../../schema/rules/resolution/explain/explain-cluster.ts';
import type { ExplainedJoin } from '../../../schema/rules/resolution/explain/held-cluster.ts';
import type { NamedRecord, ToldJoin, ToldRecord } from './told.ts';

/** The explanation of a record's entity with names in the place of record ids. */
export function tellRecord(pointer: RecordPointer, explained: ExplainedEntity): ToldRecord {
  const { explanation, entityType, decisions, whole, current } = explained;
  const shown = keepMostTelling(explanation, explanation.componentSize);
  const names = (ids: readonly RecordId[]): readonly NamedRecord[] =>
    ids.flatMap((id) => {
      const found = explained.pointers.get(id);
      return found ? [toNamed(found)] : [];
    });
  const name = (id: RecordId): NamedRecord => {
    const [found] = names([id]);
    if (!found) throw new RangeError(`the explanation names a record ${id} that was not read`);
    return found;
  };
  const ends = ({ a, b }: { readonly a: RecordId; readonly b: RecordId }) => ({ a: name(a), b: name(b) });
  const toJoin = (join: ExplainedJoin): ToldJoin => ({
    ...join,
    ...ends(join),
    excused: join.excused.map((guard) => ({ ...guard, ...ends(guard), by: names(guard.by) })),
  });
  return {
    kind: 'record',
    entityType,
    record: toNamed(pointer),
    standing: aboutRecord(explanation, pointer.id).summary,
    summary: explanation.summary,
    members: names(explanation.members),
    joins: shown.joins.map(toJoin),
    weakest: explanation.weakest && toJoin(explanation.weakest),
    carried: shown.carried.map((pair) => ({ ...pair, ...ends(pair), between: names(pair.between) })),
    separations: shown.separations.map((one) => ({ ...one, ...ends(one), because: names(one.because) })),
    counts: shown.counts,
    decisions,
    whole,
    current,
  };
}

export const toNamed = ({ dataset, key, entityId }: RecordPointer): NamedRecord => ({ dataset, key, entityId });
