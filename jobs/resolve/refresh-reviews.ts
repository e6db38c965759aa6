import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { Doubt } from '../../schema/model/resolution.ts';
import { pairFingerprint } from '../../schema/rules/resolution/pair-fingerprint.ts';
import type { Database } from '../../schema/store/database.ts';
import { type ReviewDraft, replaceOpenReviews } from '../../schema/store/review-store.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

/** Opens a review for every doubt of the touched components and closes those that no longer stand. */
export async function refreshReviews(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  touched: readonly RecordId[],
  records: ReadonlyMap<RecordId, RecordValues>,
  doubts: readonly Doubt[],
): Promise<void> {
  const drafts = new Map<string, ReviewDraft>();
  for (const doubt of doubts) {
    const [a, b] = [records.get(doubt.a), records.get(doubt.b)];
    if (!a || !b) continue;
    const fingerprint = pairFingerprint(a, b);
    drafts.set(fingerprint, { ...doubt, id: dependencies.newId(), fingerprint });
  }
  await replaceOpenReviews(trx, entityType, touched, [...drafts.values()], dependencies.clock.now());
}
