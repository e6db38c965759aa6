import type { EntityId, EntityType } from '../../schema/model/identity.ts';
import { hashEntity } from '../../schema/rules/golden/entity-hash.ts';
import { householdOf } from '../../schema/rules/golden/household.ts';
import { surviveValues } from '../../schema/rules/golden/survive.ts';
import { appendChanges, type ChangeDraft } from '../../schema/store/change-store.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  findGoldenBefore,
  type GoldenBefore,
  type GoldenDraft,
  removeGolden,
  upsertLegalEntities,
  upsertResidents,
} from '../../schema/store/golden-store.ts';
import type { Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

/** Writes the golden records of the touched entities and one change for each that is new, other, absorbed, split or gone. */
export async function publishEntities(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { entities, ended }: Relinked,
): Promise<readonly ChangeDraft[]> {
  const now = dependencies.clock.now();
  const ids = [...entities.map(({ id }) => id), ...ended.map(({ id }) => id)];
  const before = new Map((await findGoldenBefore(trx, entityType, ids)).map((golden) => [golden.id, golden]));
  const drafts = entities.map((entity) => draftGolden(dependencies, entityType, entity));
  await removeGolden(
    trx,
    entityType,
    ended.map(({ id }) => id),
    now,
  );
  const upsert = entityType === 'resident' ? upsertResidents : upsertLegalEntities;
  await upsert(trx, drafts, now);

  const splitFrom = new Map(entities.map(({ id, splitFrom }) => [id, splitFrom]));
  const changes = [
    ...drafts.flatMap((draft) => changeOf(entityType, draft, before.get(draft.id), splitFrom.get(draft.id) ?? null)),
    ...ended.map(({ id, into }) => endOf(entityType, id, into, before.get(id))),
  ];
  await appendChanges(trx, changes, now);
  return changes;
}

function draftGolden(
  dependencies: ResolveDependencies,
  entityType: EntityType,
  entity: Relinked['entities'][number],
): GoldenDraft {
  const { values, provenance } = surviveValues(entityType, entity.members, dependencies.believed);
  return {
    id: entity.id,
    values,
    provenance,
    household: entityType === 'resident' ? householdOf(values) : null,
    recordCount: entity.members.length,
    hash: hashEntity(entity.members, values),
  };
}

function changeOf(
  entityType: EntityType,
  draft: GoldenDraft,
  before: GoldenBefore | undefined,
  splitFrom: EntityId | null,
): readonly ChangeDraft[] {
  if (before?.hash.equals(draft.hash)) return [];
  const kind = before ? 'CHANGED' : splitFrom ? 'SPLIT' : 'CREATED';
  return [
    {
      kind,
      entityType,
      entityId: draft.id,
      otherEntityId: before ? null : splitFrom,
      fields: changedFields(before?.values ?? {}, draft.values),
      gridCode: draft.values.gridCode ?? null,
      previousGridCode: before?.gridCode ?? null,
    },
  ];
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

function changedFields(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}
