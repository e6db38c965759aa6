import { asEntityId, type EntityId, type EntityType, type RecordId } from '../../model/identity.ts';
import { aboutRecord, keepMostTelling } from '../../rules/resolution/explain/explain-cluster.ts';
import { explainSetAside } from '../../rules/resolution/explain/explain-set-aside.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers } from '../subgraph.ts';
import type { ExplainedEntity, RecordName, RecordPointer } from './administration-services.ts';
import { explainVisible, noteCompared } from './explain-visible.ts';

const explainPair = async (_root: unknown, args: { a: RecordName; b: RecordName }, context: GraphContext) => {
  const { pointersByName } = context.loaders;
  const [a, b] = await Promise.all([pointersByName.load(args.a), pointersByName.load(args.b)]);
  return a && b ? explainVisible(context, a, b) : null;
};

const explainEntity = async (_root: unknown, args: { id: string; entityType: EntityType }, context: GraphContext) => {
  const entity = await explainVisibleEntity(context, args.entityType, args.id);
  return entity && toTold(entity);
};

const toTold = (entity: ExplainedEntity) => ({
  ...entity,
  explanation: keepMostTelling(entity.explanation, entity.explanation.componentSize),
});

export const explainQueries: FieldResolvers = {
  explainPair,
  explainEntity,
  explainRecord: async (_root, args: { record: RecordName }, context: GraphContext) => {
    const pointer = await context.loaders.pointersByName.load(args.record);
    if (!pointer) return null;
    const setAside = await explainVisibleSetAside(context, pointer);
    if (setAside) return setAside;
    if (pointer.entityId === null) return null;
    const entity = await explainVisibleEntity(context, pointer.entityType, pointer.entityId, pointer.id);
    if (!entity) return null;
    const about = aboutRecord(entity.explanation, pointer.id);
    return {
      record: pointer,
      entity: toTold(entity),
      setAsideBy: null,
      pointers: entity.pointers,
      explanation: keepMostTelling(about, entity.explanation.componentSize),
    };
  },
  explain: explainPair,
  explainLink: explainEntity,
};

/** Of a record that is no subject, judged by its own grid; null where no person has said so, or it is not for this caller. */
async function explainVisibleSetAside({ loaders, services }: GraphContext, record: RecordPointer) {
  const { dataset, key } = record;
  const found = await loaders.recordsSetAside.load({ dataset, key });
  // Outside the caller's area every field is denied, the key as well.
  if (!found || found.field('key').state === 'denied') return null;
  return {
    record,
    entity: null,
    setAsideBy: await services.administration.wordSettingAside({ dataset, key }),
    pointers: new Map<RecordId, RecordPointer>(),
    explanation: keepMostTelling(explainSetAside(record.entityId !== null), 1),
  };
}

/** Of an entity that the caller may see; other entities are told of only as far as the caller may see these too. */
async function explainVisibleEntity(
  context: GraphContext,
  entityType: EntityType,
  id: string,
  about?: RecordId,
): Promise<ExplainedEntity | null> {
  const { loaders, services, reader } = context;
  const loader = entityType === 'resident' ? loaders.residents : loaders.legalEntities;
  const entity = await loader.load(id);
  if (!entity) return null;
  const explained = await services.administration.explainEntity(asEntityId(entity.id), about);
  if (!explained) return null;
  const homeOf = (record: RecordId): EntityId | null => explained.pointers.get(record)?.entityId ?? null;
  const { members, separations } = explained.explanation;
  const named = [...members, ...separations.flatMap(({ b, because }) => [b, ...because])];
  const homes = [...new Set(named.flatMap((record) => homeOf(record) ?? []))];
  const others = await Promise.all(homes.filter((home) => home !== entity.id).map((home) => loader.load(home)));
  const visible = [entity, ...others.filter((other) => other !== null)];
  for (const seen of visible) noteCompared(reader, seen, explained.elements);
  const shown = new Set<string | null>(visible.map((seen) => seen.id));
  const isShown = (record: RecordId): boolean => shown.has(homeOf(record));
  // While a record waits for resolution the explained cluster may reach into an entity that is not for this caller.
  if (!members.every(isShown)) return null;
  return {
    ...explained,
    explanation: {
      ...explained.explanation,
      // Also a rival elsewhere is not told of: then neither is the pair that it keeps apart.
      separations: separations.filter(({ b, because }) => [b, ...because].every(isShown)),
    },
  };
}
