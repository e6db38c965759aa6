import type { Decision, DecisionState, Finding } from '../../model/entity.ts';
import { asEntityId, type EntityType } from '../../model/identity.ts';
import type { GuardedEntity, Reader } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { forbiddenField } from '../kernel/forbidden-field.ts';
import type { FieldResolvers } from '../subgraph.ts';
import type { ExplainedPair, RecordName, RecordPointer } from './administration-services.ts';
import { type PageArguments, toPage, toRequest } from './page-arguments.ts';

export const administrationQueries: FieldResolvers = {
  reviews: async (_root, args: PageArguments & { entityType?: EntityType | null }, { services }: GraphContext) => {
    const request = toRequest(args);
    return toPage(await services.administration.reviews({ entityType: args.entityType ?? null }, request), request);
  },
  findings: async (_root, args: PageArguments & { kind?: Finding['kind'] | null }, { services }: GraphContext) => {
    const request = toRequest(args);
    return toPage(await services.administration.findings({ kind: args.kind ?? null }, request), request);
  },
  decisions: async (
    _root,
    args: PageArguments & { kind?: Decision['kind'] | null; state?: DecisionState | null },
    { services }: GraphContext,
  ) => {
    const request = toRequest(args);
    const filter = { kind: args.kind ?? null, state: args.state ?? null };
    return toPage(await services.administration.decisions(filter, request), request);
  },
  reconciliations: (_root, args: PageArguments, { services }: GraphContext) =>
    services.administration.reconciliations(toRequest(args).first),
  readsOf: async (_root, args: PageArguments & { id: string }, { services, reader }: GraphContext) => {
    const entries = await services.administration.readsOf(args.id, toRequest(args));
    for (const { subjectType: type, subjectId: id } of entries) reader.noteReadsShown({ type, id });
    return entries;
  },
  openBatches: (_root, _args: unknown, { services }: GraphContext) => services.administration.openBatches(),
  explain: async (_root, args: { a: RecordName; b: RecordName }, context: GraphContext) => {
    const { pointersByName } = context.loaders;
    const [a, b] = await Promise.all([pointersByName.load(args.a), pointersByName.load(args.b)]);
    return a && b ? explainVisible(context, a, b) : null;
  },
  explainLink: async (_root, args: { id: string; entityType: EntityType }, context: GraphContext) => {
    const { loaders, services } = context;
    const entity = await (args.entityType === 'resident' ? loaders.residents : loaders.legalEntities).load(args.id);
    if (!entity) return null;
    const id = asEntityId(entity.id);
    const pairs = await services.administration.explainEntity(id);
    for (const { elements } of pairs) noteCompared(context.reader, entity, elements);
    return { pairs, decisions: await services.administration.decisionsOf(id) };
  },
};

/** Only between records of entities that the caller may see; what was compared counts as read. */
export async function explainVisible(
  { loaders, reader }: GraphContext,
  a: RecordPointer,
  b: RecordPointer,
): Promise<ExplainedPair | null> {
  if (a.entityId === null || b.entityId === null || a.entityType !== b.entityType) return null;
  const loader = a.entityType === 'resident' ? loaders.residents : loaders.legalEntities;
  const entities = await Promise.all([loader.load(a.entityId), loader.load(b.entityId)]);
  const visible = entities.filter((entity) => entity !== null);
  if (visible.length < 2) return null;
  const explained = await loaders.explanations.load([a, b]);
  if (!explained) return null;
  for (const entity of visible) noteCompared(reader, entity, explained.elements);
  return explained;
}

/** Whether two values agree tells of both: whoever may not read an element at all is not told either. Throws FORBIDDEN. */
function noteCompared(reader: Reader, entity: GuardedEntity, elements: readonly string[]): void {
  const paths = elements.map((element) => `${entity.entityType}.${element}`);
  for (const path of paths) reader.note(entity, path);
  const denied = paths.find((path) => reader.decide(entity, path) === 'deny');
  if (denied !== undefined) throw forbiddenField(denied);
}
