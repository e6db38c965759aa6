import type { PairDecision } from '../../model/entity.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers } from '../subgraph.ts';
import type { RecordName } from './administration-services.ts';

export const administrationMutations: FieldResolvers = {
  decideReview: (
    _root,
    args: { id: string; decision: 'LINK' | 'UNLINK' | 'LATER'; reason: string },
    { services, principal }: GraphContext,
  ) => services.administration.decideReview(principal, args.id, args.decision, args.reason),
  decidePair: (
    _root,
    args: { a: RecordName; b: RecordName; kind: PairDecision['kind']; reason: string },
    { services, principal }: GraphContext,
  ) => services.administration.decidePair(principal, args.a, args.b, args.kind, args.reason),
  decideNotAPerson: (_root, args: { record: RecordName; reason: string }, { services, principal }: GraphContext) =>
    services.administration.decideNotAPerson(principal, args.record, args.reason),
  undoDecision: (_root, args: { id: string; reason: string }, { services, principal }: GraphContext) =>
    services.administration.undoDecision(principal, args.id, args.reason),
  startReconciliation: (_root, args: { dryRun: boolean; retrain: boolean }, { services, principal }: GraphContext) =>
    services.administration.startReconciliation(principal, args),
};
