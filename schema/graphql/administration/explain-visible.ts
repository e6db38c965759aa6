import type { GuardedEntity, Reader } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { forbiddenField } from '../kernel/forbidden-field.ts';
import type { ExplainedPair, RecordPointer } from './administration-services.ts';

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
export function noteCompared(reader: Reader, entity: GuardedEntity, elements: readonly string[]): void {
  const paths = elements.map((element) => `${entity.entityType}.${element}`);
  for (const path of paths) reader.note(entity, path);
  const denied = paths.find((path) => reader.decide(entity, path) === 'deny');
  if (denied !== undefined) throw forbiddenField(denied);
}
