import type { Contract } from '../../model/contract.ts';
import { partPath } from '../../rules/access/field-path.ts';
import type { DisclosureEntry } from '../../rules/disclosure/entry.ts';
import { doubtLabel } from '../../rules/resolution/explain/doubt-labels.ts';
import type { StoredFinding } from '../../store/finding-store.ts';
import type { Review } from '../../store/review-store.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers, Subgraph } from '../subgraph.ts';
import { administrationMutations } from './administration-mutations.ts';
import { administrationQueries } from './administration-queries.ts';
import { administrationSdl } from './administration-sdl.ts';
import type { RecordName } from './administration-services.ts';
import { administratorOnly } from './administrator-only.ts';
import { decisionResolvers, decisionsOfFinding } from './decision-resolvers.ts';
import { decisionSdl } from './decision-sdl.ts';
import { explainResolvers } from './explain-resolvers.ts';
import { explainSdl } from './explain-sdl.ts';
import { explainVisible } from './explain-visible.ts';
import { findingSdl } from './finding-sdl.ts';
import { reconciliationMutations, reconciliationQueries, reconciliationResolvers } from './reconciliation-resolvers.ts';
import { reconciliationSdl } from './reconciliation-sdl.ts';
import { recordSideResolvers } from './record-side.ts';
import { reviewSdl } from './review-sdl.ts';

/** Reviews, findings, decisions, reconciliations and the audit, for administrators. */
export const administrationSubgraph = (contracts: readonly Contract[]): Subgraph => ({
  name: 'administration',
  typeDefs: [administrationSdl, explainSdl, reviewSdl, findingSdl, decisionSdl, reconciliationSdl].join('\n'),
  resolvers: {
    Query: administratorOnly({ ...administrationQueries, ...reconciliationQueries }),
    Mutation: administratorOnly({ ...administrationMutations, ...reconciliationMutations }),
    Review: reviewResolvers,
    RecordSide: recordSideResolvers(contracts),
    ...explainResolvers,
    Finding: findingResolvers,
    Decision: decisionResolvers,
    ...reconciliationResolvers,
    Disclosure: {
      seq: ({ seq }: DisclosureEntry) => seq.toString(),
      client: ({ clientName }: DisclosureEntry) => clientName,
    },
    ReviewState: { OPEN: 'open', DECIDED: 'decided', MOOT: 'moot' },
    DecisionKind: { LINK: 'link', UNLINK: 'unlink', NOT_A_PERSON: 'not-a-person' },
    PairDecisionKind: { LINK: 'link', UNLINK: 'unlink' },
    DecisionState: {
      IN_FORCE: 'in-force',
      SUPERSEDED: 'superseded',
      CONTRADICTED: 'contradicted',
      UNDONE: 'undone',
    },
  },
});

const reviewResolvers: FieldResolvers = {
  a: (review: Review, _args: unknown, { loaders }: GraphContext) => loaders.pointers.load(review.a),
  b: (review: Review, _args: unknown, { loaders }: GraphContext) => loaders.pointers.load(review.b),
  reasonLabel: ({ reason }: Review) => doubtLabel(reason),
  explanation: async (review: Review, _args: unknown, context: GraphContext) => {
    const { pointers } = context.loaders;
    const [a, b] = await Promise.all([pointers.load(review.a), pointers.load(review.b)]);
    return a && b ? ((await explainVisible(context, a, b))?.explanation ?? null) : null;
  },
};

const findingResolvers: FieldResolvers = {
  residents: async ({ entityType, entityIds }: StoredFinding, _args: unknown, { loaders }: GraphContext) => {
    if (entityType !== 'resident') return [];
    return (await Promise.all(entityIds.map((id) => loaders.residents.load(id)))).filter((found) => found !== null);
  },
  legalEntities: async ({ entityType, entityIds }: StoredFinding, _args: unknown, { loaders }: GraphContext) => {
    if (entityType !== 'legal-entity') return [];
    return (await Promise.all(entityIds.map((id) => loaders.legalEntities.load(id)))).filter((found) => found !== null);
  },
  records: ({ records }: StoredFinding, _args: unknown, context: GraphContext) =>
    Promise.all(records.map(async (name) => ({ dataset: name.dataset, key: await readKey(context, name) }))),
  decisions: decisionsOfFinding,
  details: ({ details }: StoredFinding) => Object.entries(details).map(([name, value]) => ({ name, value })),
};

/** A record's key, read of the entity that it belongs to; null where that is not for this caller. */
async function readKey({ loaders, reader }: GraphContext, name: RecordName): Promise<string | null> {
  const pointer = await loaders.pointersByName.load(name);
  if (!pointer) return null;
  if (pointer.entityId === null) return (await loaders.recordsSetAside.load(name))?.field('key').value ?? null;
  const loader = pointer.entityType === 'resident' ? loaders.residents : loaders.legalEntities;
  const entity = await loader.load(pointer.entityId);
  return entity ? reader.guard(entity, `${partPath(pointer.entityType, name.dataset)}.key`, name.key).value : null;
}
