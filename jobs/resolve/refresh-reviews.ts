import type { EntityType } from '../../schema/model/identity.ts';
import { pairFingerprint } from '../../schema/rules/resolution/pair-fingerprint.ts';
import type { Database } from '../../schema/store/database.ts';
import { type ReviewDraft, replaceOpenReviews } from '../../schema/store/review-store.ts';
import type { Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

/** Opens a review for every doubt of the touched components and closes those that no longer stand. */
export async function refreshReviews(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { entities, doubts, linkedBefore }: Relinked,
): Promise<void> {
  const members = new Map(entities.flatMap((entity) => entity.members.map((record) => [record.id, record])));
  const drafts = new Map<string, ReviewDraft>();
  for (const doubt of doubts) {
    const [a, b] = [members.get(doubt.a), members.get(doubt.b)];
    if (!a || !b) continue;
    const fingerprint = pairFingerprint(a, b);
    drafts.set(fingerprint, { ...doubt, id: dependencies.newId(), fingerprint });
  }
  await replaceOpenReviews(trx, entityType, linkedBefore, [...drafts.values()], dependencies.clock.now());
}
