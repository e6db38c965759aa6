import type { PreviewEntry } from '../../model/reconciliation.ts';
import { coversPlace } from '../../rules/access/area-scope.ts';
import { findNamed } from './read-changes.ts';
import { type ReaderContext, scopeOf } from './reader-context.ts';

/** Entries of a reconciliation's preview for this caller, by the same measure as the changes that it publishes. */
export async function readPreview(
  context: ReaderContext,
  entries: readonly PreviewEntry[],
): Promise<readonly PreviewEntry[]> {
  const { gate, notes } = context;
  const visible = entries.filter(({ entityType, gridCode, previousGridCode }) => {
    const scope = scopeOf(context, entityType);
    return coversPlace(scope, gridCode) || coversPlace(scope, previousGridCode);
  });
  const named = await findNamed(context, visible);
  return visible.map((entry) => {
    notes.found({ type: entry.entityType, id: entry.entityId }, []);
    const fields = entry.fields.filter((name) => gate.may(`${entry.entityType}.${name}`) === 'allow');
    const other = entry.otherEntityId;
    return { ...entry, fields, otherEntityId: other !== null && named.has(other) ? other : null };
  });
}
