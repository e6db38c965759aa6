import type { ExplainedPair, PointerPair } from '../../schema/graphql/administration/administration-services.ts';
import { type EntityId, type EntityType, entityTypes } from '../../schema/model/identity.ts';
import type { ResolutionModel, ResolutionSettings } from '../../schema/model/resolution.ts';
import { findStandardElement } from '../../schema/model/standard-elements.ts';
import { explainPair } from '../../schema/rules/resolution/explain-pair.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../schema/rules/resolution/shipped-model.ts';
import { findPointersOfEntity } from '../../schema/store/administration-reader.ts';
import type { Database } from '../../schema/store/database.ts';
import { findActiveModel } from '../../schema/store/model-store.ts';
import { findPairsOf } from '../../schema/store/pair-store.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';

/** An entity of more records than these is itself a finding; its likeliest pairs are shown. */
const maxPairs = 50;

/** Why the two of each pair are linked, or not, by the model in force; null where a record is gone. */
export async function explainPointers(
  db: Database,
  pairs: readonly PointerPair[],
): Promise<readonly (ExplainedPair | null)[]> {
  const explained = new Map<string, ExplainedPair>();
  for (const entityType of entityTypes) {
    const own = pairs.filter(([a, b]) => a.entityType === entityType && b.entityType === entityType);
    if (own.length === 0) continue;
    for (const pair of await explainAll(db, entityType, own)) explained.set(nameOf([pair.a, pair.b]), pair);
  }
  return pairs.map((pair) => explained.get(nameOf(pair)) ?? null);
}

const nameOf = ([a, b]: PointerPair): string => `${a.id}/${b.id}`;

/** The pairs that were compared among an entity's records, the heaviest first. */
export async function explainEntity(db: Database, entityId: EntityId): Promise<readonly ExplainedPair[]> {
  const members = await findPointersOfEntity(db, entityId);
  const [first] = members;
  if (!first || members.length < 2) return [];
  const byId = new Map(members.map((member) => [member.id, member]));
  const compared = await findPairsOf(db, [...byId.keys()]);
  const inside = [...compared]
    .sort((x, y) => y.weight - x.weight)
    .flatMap((pair): PointerPair[] => {
      const [a, b] = [byId.get(pair.a), byId.get(pair.b)];
      return a && b ? [[a, b]] : [];
    });
  return explainAll(db, first.entityType, inside.slice(0, maxPairs));
}

async function explainAll(
  db: Database,
  entityType: EntityType,
  pairs: readonly PointerPair[],
): Promise<readonly ExplainedPair[]> {
  const model: ResolutionModel = (await findActiveModel(db, entityType)) ?? shippedModel(entityType);
  const values = await findRecordValues(db, [...new Set(pairs.flat().map(({ id }) => id))]);
  const prepared = new Map(values.map((record) => [record.id, prepareRecord(record, model.settings)]));
  const elements = comparedElements(model.settings, entityType);
  return pairs.flatMap(([a, b]): ExplainedPair[] => {
    const [left, right] = [prepared.get(a.id), prepared.get(b.id)];
    return left && right ? [{ a, b, explanation: explainPair(left, right, model), elements }] : [];
  });
}

const comparedElements = ({ parts }: ResolutionSettings, entityType: EntityType): readonly string[] => [
  ...new Set(parts.flatMap(({ from }) => from).filter((name) => findStandardElement(entityType, name) !== null)),
];
