import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import { createBlockStore } from '../../schema/store/blocking-key-store.ts';
import type { ChangeDraft } from '../../schema/store/change-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { updateDecisionStandings } from '../../schema/store/decision-store.ts';
import { insertPairs, removePairsOf } from '../../schema/store/pair-store.ts';
import { findScoredPairs } from '../resolution/find-scored-pairs.ts';
import { type Component, gatherComponents } from './gather-components.ts';
import { publishEntities } from './publish-entities.ts';
import { refreshFindings } from './refresh-findings.ts';
import { refreshReviews } from './refresh-reviews.ts';
import { relink } from './relink.ts';
import type { ResolveDependencies, ResolveReport, ResolveStage } from './resolve-dependencies.ts';
import { createRunRecords, type RunRecords } from './run-records.ts';
import { updateBlocks } from './update-blocks.ts';

export interface ResolveOutcome extends ResolveReport {
  readonly changes: readonly ChangeDraft[];
}

/**
 * Brings the shared dataset to what it must be after these records changed: blocks, pairs, clusters, links, golden
 * records, reviews, decisions' states, findings and changes. The caller holds the resolution lock and the transaction.
 *
 * One way for both kinds of run: an incremental run passes the records that changed, a full reconciliation passes
 * all of them. Running it again with the same records changes nothing.
 */
export async function resolveRecords(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  changed: readonly RecordId[],
): Promise<ResolveOutcome> {
  const model = dependencies.models[entityType];
  const stage = createStopwatch(dependencies.onStage);
  const runRecords = createRunRecords(trx, entityType, model.settings);
  const blocks = createBlockStore(trx, entityType);
  const { dirty, records, oversizeKeys } = await updateBlocks(blocks, runRecords, model.settings, changed);
  stage('blocks');
  const neighbours = await removePairsOf(trx, [...dirty]);
  const pairs = findScoredPairs(records, { model, dirty, oversizeKeys, prepare: runRecords.prepare });
  await insertPairs(trx, pairs);
  stage('pairs');

  const seeds = [...new Set([...dirty, ...neighbours])];
  const components = await gatherComponents(trx, runRecords, seeds, { dirty, pairs });
  stage('components');
  const changes = await settleComponents(trx, dependencies, entityType, runRecords, components, seeds);
  return { ...toReport(changed.length, changes), changes };
}

/**
 * The last steps of any run, from whole components to what platforms see: links, golden records, reviews, decisions'
 * states, findings.
 * @param seeds records whose old links and reviews must be looked at, deleted ones among them
 */
export async function settleComponents(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  runRecords: RunRecords,
  components: readonly Component[],
  seeds: readonly RecordId[],
): Promise<readonly ChangeDraft[]> {
  const stage = createStopwatch(dependencies.onStage);
  const relinked = await relink(trx, dependencies, entityType, runRecords, components, seeds);
  stage('links');
  const changes = await publishEntities(trx, dependencies, entityType, relinked);
  stage('golden');
  await refreshReviews(trx, dependencies, entityType, relinked);
  stage('reviews');
  // After the reviews: whoever takes a decision back locks in that order too.
  await updateDecisionStandings(
    trx,
    relinked.judgements.flatMap(({ standings }) => standings),
  );
  await refreshFindings(trx, dependencies, entityType, relinked, runRecords, seeds);
  stage('findings');
  return changes;
}

/** Tells each stage's time when it ends. */
function createStopwatch(onStage: ResolveDependencies['onStage']): (stage: ResolveStage) => void {
  let since = performance.now();
  return (stage) => {
    const now = performance.now();
    onStage?.(stage, now - since);
    since = now;
  };
}

export function toReport(records: number, changes: readonly ChangeDraft[]): ResolveReport {
  const count = (kind: ChangeDraft['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    records,
    created: count('CREATED'),
    changed: count('CHANGED'),
    absorbed: count('ABSORBED'),
    split: count('SPLIT'),
    deleted: count('DELETED'),
  };
}
