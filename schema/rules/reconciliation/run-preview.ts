import type { Agreement } from '../../model/agreement.ts';
import type { ChangeKind } from '../../model/entity.ts';
import type { EntityType } from '../../model/identity.ts';
import type { AffectedPlatform, Counts, KindCounts, PreviewEntry, RunPreview } from '../../model/reconciliation.ts';
import { termsOf } from '../access/agreement-terms.ts';
import { coversPlace } from '../access/area-scope.ts';
import { addCounts, mergeRecords } from './counts.ts';

/** An agreement in force and whose it is. */
export interface PlatformAgreement {
  readonly agreement: Agreement;
  readonly client: string;
}

/** Entries that a preview lists; the counts are of all. */
export const mostEntries = 200;

/** In the order of the list: what a person must look at comes first. */
const kinds: readonly ChangeKind[] = ['ABSORBED', 'SPLIT', 'DELETED', 'CHANGED', 'CREATED'];

/** What these changes are, and for whom. A run that publishes in parts merges the previews of its parts. */
export function previewChanges(changes: readonly PreviewEntry[], agreements: readonly PlatformAgreement[]): RunPreview {
  const living = changes.filter(({ kind }) => kind === 'CHANGED');
  return {
    kinds: {
      resident: countKinds(changes.filter(({ entityType }) => entityType === 'resident')),
      'legal-entity': countKinds(changes.filter(({ entityType }) => entityType === 'legal-entity')),
    },
    fields: countFields(living.map((change) => change.fields.map((field) => fieldKey(change.entityType, field)))),
    entries: firstEntries(changes),
    platforms: agreements.flatMap((platform) => affected(platform, changes)).sort(byAgreement),
  };
}

/** Associative and commutative. */
export const mergePreviews = (a: RunPreview, b: RunPreview): RunPreview => ({
  kinds: {
    resident: addKinds(a.kinds.resident, b.kinds.resident),
    'legal-entity': addKinds(a.kinds['legal-entity'], b.kinds['legal-entity']),
  },
  fields: addCounts(a.fields, b.fields),
  entries: firstEntries([...a.entries, ...b.entries]),
  platforms: Object.values(
    mergeRecords(byId(a.platforms), byId(b.platforms), (x, y) => ({
      ...x,
      entities: x.entities + y.entities,
      kinds: addKinds(x.kinds, y.kinds),
      fields: addCounts(x.fields, y.fields),
    })),
  ).sort(byAgreement),
});

/** `resident.phone` */
const fieldKey = (entityType: EntityType, field: string): string => `${entityType}.${field}`;

/** What of the changes lies in the agreement's area, before or after, and in its fields; nothing where that is none. */
function affected(
  { agreement, client }: PlatformAgreement,
  changes: readonly PreviewEntry[],
): readonly AffectedPlatform[] {
  const terms = termsOf(agreement);
  const isInArea = (change: PreviewEntry): boolean =>
    coversPlace(terms.scope, change.gridCode) || coversPlace(terms.scope, change.previousGridCode);
  const seen = changes.filter((change) => terms.reaches(change.entityType) && isInArea(change));
  const readable = seen.map((change) =>
    change.fields.map((field) => fieldKey(change.entityType, field)).filter((path) => terms.covers(path)),
  );
  // A change of values that it may not read is none for it; a merge, a split or an end always is.
  const told = seen.filter(
    ({ kind }, i) => (kind !== 'CHANGED' && kind !== 'CREATED') || (readable[i]?.length ?? 0) > 0,
  );
  if (told.length === 0) return [];
  const changed = readable.filter((_, i) => seen[i]?.kind === 'CHANGED');
  return [
    {
      agreementId: agreement.id,
      client,
      entities: told.length,
      kinds: countKinds(told),
      fields: countFields(changed),
    },
  ];
}

function countKinds(changes: readonly Pick<PreviewEntry, 'kind'>[]): KindCounts {
  const counts: Record<ChangeKind, number> = { ABSORBED: 0, SPLIT: 0, DELETED: 0, CHANGED: 0, CREATED: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}

const addKinds = (a: KindCounts, b: KindCounts): KindCounts => ({
  ABSORBED: a.ABSORBED + b.ABSORBED,
  SPLIT: a.SPLIT + b.SPLIT,
  DELETED: a.DELETED + b.DELETED,
  CHANGED: a.CHANGED + b.CHANGED,
  CREATED: a.CREATED + b.CREATED,
});

function countFields(fields: readonly (readonly string[])[]): Counts {
  const counts = new Map<string, number>();
  for (const field of fields.flat()) counts.set(field, (counts.get(field) ?? 0) + 1);
  return addCounts(Object.fromEntries(counts), {});
}

const firstEntries = (changes: readonly PreviewEntry[]): readonly PreviewEntry[] =>
  [...changes].sort(byPlace).slice(0, mostEntries).map(toEntry);

/** No more than an entry's own, whatever else the caller's changes carry. */
const toEntry = (change: PreviewEntry): PreviewEntry => ({
  kind: change.kind,
  entityType: change.entityType,
  entityId: change.entityId,
  otherEntityId: change.otherEntityId,
  fields: change.fields,
  gridCode: change.gridCode,
  previousGridCode: change.previousGridCode,
});

const byPlace = (x: PreviewEntry, y: PreviewEntry): number =>
  kinds.indexOf(x.kind) - kinds.indexOf(y.kind) ||
  compareText(x.entityType, y.entityType) ||
  compareText(x.entityId, y.entityId);

const byId = (platforms: readonly AffectedPlatform[]): Readonly<Record<string, AffectedPlatform>> =>
  Object.fromEntries(platforms.map((platform) => [platform.agreementId, platform]));

const byAgreement = (x: AffectedPlatform, y: AffectedPlatform): number =>
  compareText(x.client, y.client) || compareText(x.agreementId, y.agreementId);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
