import type { EntityId, EntityType } from '../../schema/model/identity.ts';
import { compactProvenance } from '../../schema/rules/golden/compact-provenance.ts';
import { hashEntity, hashProvenance } from '../../schema/rules/golden/entity-hash.ts';
import { householdOf } from '../../schema/rules/golden/household.ts';
import { surviveValues } from '../../schema/rules/golden/survive.ts';
import { appendChanges, type ChangeDraft } from '../../schema/store/change-store.ts';
import type { Database } from '../../schema/store/database.ts';
import type { GoldenDraft } from '../../schema/store/golden-row.ts';
import {
  findGoldenBefore,
  findGoldenValues,
  type GoldenBefore,
  insertGolden,
  removeGolden,
  updateGolden,
} from '../../schema/store/golden-store.ts';
import type { LinkedEntity, Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

type Values = GoldenDraft['values'];

/**
 * Writes the golden records of the touched entities, those alone that differ, and one change for each that is new,
 * other, absorbed, split or gone. A value that only has a newer source is written and is no change.
 */
export async function publishEntities(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { entities, ended }: Relinked,
): Promise<readonly ChangeDraft[]> {
  const now = dependencies.clock.now();
  const endedIds = ended.map(({ id }) => id);
  const known = entities.flatMap(({ id, isNew }) => (isNew ? [] : [id]));
  const heads = await findGoldenBefore(trx, entityType, [...known, ...endedIds]);
  const before = new Map(heads.map((golden) => [golden.id, golden]));
  await removeGolden(trx, entityType, endedIds, now);

  const changes: ChangeDraft[] = [];
  // While the database takes one slice in, the next is made; and never all golden records are in memory at once.
  let writing: Promise<unknown> = Promise.resolve();
  for (let first = 0; first < entities.length; first += sliceSize) {
    const slice = entities.slice(first, first + sliceSize);
    const drafts = slice.flatMap((entity) => draftGolden(dependencies, entityType, entity, before.get(entity.id)));
    await writing;
    const valuesBefore = await findValuesBefore(trx, entityType, drafts, before);
    const splitFrom = new Map(slice.map((entity) => [entity.id, entity.splitFrom]));
    for (const draft of drafts) {
      const was = before.get(draft.id) ?? null;
      if (was?.hash.equals(draft.hash)) continue;
      changes.push(changeOf(entityType, draft, splitFrom.get(draft.id) ?? null, was, valuesBefore.get(draft.id) ?? {}));
    }
    writing = writeGolden(trx, entityType, drafts, { before, valuesBefore }, now);
    // The awaiting statement reports a failure; here it only must not count as unhandled meanwhile.
    writing.catch(() => undefined);
  }
  await writing;
  // One by one: spreading a reconciliation's worth of arguments would overflow the stack.
  for (const { id, into } of ended) changes.push(endOf(entityType, id, into, before.get(id)));
  await appendChanges(trx, changes, now);
  return changes;
}

const sliceSize = 4_000;

type Before = ReadonlyMap<EntityId, GoldenBefore>;

async function writeGolden(
  trx: Database,
  entityType: EntityType,
  drafts: readonly GoldenDraft[],
  { before, valuesBefore }: { readonly before: Before; readonly valuesBefore: ReadonlyMap<EntityId, Values> },
  now: Date,
): Promise<void> {
  await insertGolden(
    trx,
    entityType,
    drafts.filter(({ id }) => !before.has(id)),
    now,
  );
  const known = drafts.filter(({ id }) => before.has(id));
  // Values are known where they changed; a record whose sources alone changed is in the household that it was in.
  const moved = known.filter(({ id, household, values }) => {
    const was = valuesBefore.get(id);
    if (!was) return false;
    return before.get(id)?.householdId !== (household?.id ?? null) || was.relationToHead !== values.relationToHead;
  });
  await updateGolden(trx, entityType, known, now, moved);
}

const findValuesBefore = (trx: Database, entityType: EntityType, drafts: readonly GoldenDraft[], before: Before) =>
  findGoldenValues(
    trx,
    entityType,
    drafts.flatMap(({ id, hash }) => (before.get(id)?.hash.equals(hash) === false ? [id] : [])),
  );

/** The golden record as it must be written, or nothing where it is already so. */
function draftGolden(
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { id, members }: LinkedEntity,
  before: GoldenBefore | undefined,
): readonly GoldenDraft[] {
  const { values, provenance } = surviveValues(entityType, members, dependencies.believed);
  const hash = hashEntity(members, values);
  const compact = compactProvenance(provenance);
  if (before?.hash.equals(hash) && before.provenanceHash.equals(hashProvenance(compact))) return [];
  const household = entityType === 'resident' ? householdOf(values) : null;
  return [{ id, values, provenance: compact, household, hash, recordCount: members.length }];
}

function changeOf(
  entityType: EntityType,
  { id, values }: GoldenDraft,
  splitFrom: EntityId | null,
  before: GoldenBefore | null,
  valuesBefore: Values,
): ChangeDraft {
  return {
    kind: before ? 'CHANGED' : splitFrom ? 'SPLIT' : 'CREATED',
    entityType,
    entityId: id,
    otherEntityId: splitFrom,
    fields: changedFields(valuesBefore, values),
    gridCode: values.gridCode ?? null,
    previousGridCode: before?.gridCode ?? null,
  };
}

const endOf = (
  entityType: EntityType,
  entityId: EntityId,
  into: EntityId | null,
  before: GoldenBefore | undefined,
): ChangeDraft => ({
  kind: into ? 'ABSORBED' : 'DELETED',
  entityType,
  entityId,
  otherEntityId: into,
  fields: [],
  gridCode: null,
  previousGridCode: before?.gridCode ?? null,
});

function changedFields(before: Values, after: Values): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}
