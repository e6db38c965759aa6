import type {
  ExplainedEntity,
  PointerPair,
  RecordPointer,
} from '../../schema/graphql/administration/administration-services.ts';
import type { EntityId, RecordId } from '../../schema/model/identity.ts';
import { findSetAside } from '../../schema/rules/resolution/decisions/find-set-aside.ts';
import { nameRecord } from '../../schema/rules/resolution/decisions/name-record.ts';
import { explainCluster } from '../../schema/rules/resolution/explain/explain-cluster.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { findPointers, findPointersOfEntity } from '../../schema/store/administration-reader.ts';
import { readComponent, type StoredComponent } from '../../schema/store/component-reader.ts';
import { findDecisionsOfEntity } from '../../schema/store/decision-reader.ts';
import { comparedElements } from './compared-elements.ts';
import type { ExplainDependencies } from './explain-pairs.ts';

/** Every two records of a cluster are compared: of more than these a person would not wait for the answer. */
const maxRecords = 500;
/** An entity of more pairs than these is itself a finding; its likeliest pairs are shown. */
const maxPairs = 50;

/**
 * Why an entity's records are one and why it is no larger, by the records, decisions and model as they are now; null
 * where it has no record. `about`: the record whose cluster is explained where its links are not yet up to date; null also
 * of one that is no subject.
 */
export async function explainEntity(
  { db, modelInForce }: ExplainDependencies,
  entityId: EntityId,
  about?: RecordId,
): Promise<ExplainedEntity | null> {
  const members = await findPointersOfEntity(db, entityId);
  const [first] = members;
  if (!first) return null;
  const ids = members.map(({ id }) => id);
  const component = await readComponent(db, ids, maxRecords);
  const model = await modelInForce(first.entityType);
  const records = component.records
    .filter(({ entityType }) => entityType === first.entityType)
    .map((record) => prepareRecord(record, model.settings));
  const { pairs, decisions, whole } = component;
  const setAside = findSetAside(decisions);
  const asked = about ?? members.find((member) => !setAside.has(nameRecord(member)))?.id;
  const explanation = asked ? explainCluster({ records, pairs, decisions, model }, asked) : null;
  if (!explanation) return null;
  const pointers = new Map(
    (
      await findPointers(
        db,
        records.map(({ id }) => id),
      )
    ).map((pointer) => [pointer.id, pointer]),
  );
  const inside = new Set(explanation.members);
  return {
    entityId,
    entityType: first.entityType,
    explanation,
    pointers,
    whole,
    current: explanation.members.length === ids.length && ids.every((id) => inside.has(id)),
    compared: comparedInside(component, pointers, inside),
    decisions: await findDecisionsOfEntity(db, entityId),
    elements: comparedElements(model.settings),
  };
}

function comparedInside(
  { pairs }: StoredComponent,
  pointers: ReadonlyMap<RecordId, RecordPointer>,
  inside: ReadonlySet<RecordId>,
): readonly PointerPair[] {
  return pairs
    .filter(({ a, b }) => inside.has(a) && inside.has(b))
    .toSorted((x, y) => y.weight - x.weight)
    .slice(0, maxPairs)
    .flatMap(({ a, b }): PointerPair[] => {
      const [left, right] = [pointers.get(a), pointers.get(b)];
      return left && right ? [[left, right]] : [];
    });
}
