import type { ExplainedPair, PointerPair } from '../../schema/graphql/administration/administration-services.ts';
import type { PairDecision } from '../../schema/model/entity.ts';
import { type EntityType, entityTypes, type RecordId } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import { standingDecisions } from '../../schema/rules/resolution/decisions/standing-decisions.ts';
import { explainPair } from '../../schema/rules/resolution/explain/explain-pair.ts';
import { pairFingerprint } from '../../schema/rules/resolution/pair-fingerprint.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import type { Database } from '../../schema/store/database.ts';
import { findDecisionsById } from '../../schema/store/decision-reader.ts';
import { findDecisionsOf, type StoredDecision } from '../../schema/store/decision-store.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';
import { comparedElements } from './compared-elements.ts';
import type { ModelInForce } from './models-in-force.ts';

export interface ExplainDependencies {
  readonly db: Database;
  readonly modelInForce: ModelInForce;
}

/** Why the two of each pair are linked, or not, by the model in force; null where a record is gone. */
export async function explainPairs(
  { db, modelInForce }: ExplainDependencies,
  pairs: readonly PointerPair[],
): Promise<readonly (ExplainedPair | null)[]> {
  const explained = new Map<string, ExplainedPair>();
  for (const entityType of entityTypes) {
    const own = pairs.filter(([a, b]) => a.entityType === entityType && b.entityType === entityType);
    if (own.length === 0) continue;
    const model = await modelInForce(entityType);
    for (const pair of await explainAll(db, model, own)) explained.set(nameOf([pair.a, pair.b]), pair);
  }
  return pairs.map((pair) => explained.get(nameOf(pair)) ?? null);
}

const nameOf = ([a, b]: PointerPair): string => `${a.id}/${b.id}`;

async function explainAll(
  db: Database,
  model: ResolutionModel<EntityType>,
  pairs: readonly PointerPair[],
): Promise<readonly ExplainedPair[]> {
  const ids = [...new Set(pairs.flat().map(({ id }) => id))];
  const values = await findRecordValues(db, ids);
  const prepared = new Map(values.map((record) => [record.id, prepareRecord(record, model.settings)]));
  const words = await findWords(db, ids);
  const elements = comparedElements(model.settings);
  return pairs.flatMap(([a, b]): ExplainedPair[] => {
    const [left, right] = [prepared.get(a.id), prepared.get(b.id)];
    if (!left || !right) return [];
    const decision = words.get(pairFingerprint(a, b)) ?? null;
    return [{ a, b, explanation: explainPair(left, right, model, decision?.kind), decision, elements }];
  });
}

/** What persons said of pairs among the records, by the pair's fingerprint: of several words on one the newest stands. */
async function findWords(
  db: Database,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<string, PairDecision & StoredDecision>> {
  const { standing } = standingDecisions(await findDecisionsOf(db, ids));
  if (standing.length === 0) return new Map();
  const stored = await findDecisionsById(
    db,
    standing.map(({ id }) => id),
  );
  return new Map(
    stored.flatMap((decision) =>
      decision.kind === 'not-a-person' ? [] : [[pairFingerprint(decision.a, decision.b), decision] as const],
    ),
  );
}
