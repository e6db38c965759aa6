import { recordsOf } from '../../model/entity.ts';
import type { StoredDecision } from '../../store/decision-store.ts';
import type { StoredFinding } from '../../store/finding-store.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers } from '../subgraph.ts';

export const decisionResolvers: FieldResolvers = {
  records: async (decision: StoredDecision, _args: unknown, { loaders }: GraphContext) => {
    const pointers = await Promise.all(recordsOf(decision).map((name) => loaders.pointersByName.load(name)));
    return pointers.filter((pointer) => pointer !== null);
  },
  against: ({ against }: StoredDecision, _args: unknown, context: GraphContext) => loadDecisions(context, against),
};

/** The decisions that a finding is about; none of one that is about what departments sent. */
export const decisionsOfFinding = ({ details }: StoredFinding, _args: unknown, context: GraphContext) =>
  loadDecisions(context, details.decisions?.split(' ') ?? []);

async function loadDecisions({ loaders }: GraphContext, ids: readonly string[]): Promise<readonly StoredDecision[]> {
  const decisions = await Promise.all(ids.map((id) => loaders.decisions.load(id)));
  return decisions.filter((decision) => decision !== null);
}
