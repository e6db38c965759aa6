import type { RequestHandler } from 'express';
import { readFeed } from '../../connectors/readers/read-feed.ts';
import type { Principal } from '../../schema/model/agreement.ts';
import type { Contract } from '../../schema/model/contract.ts';
import { HubError } from '../../schema/model/errors.ts';
import { type Delivery, inspectBody, type Landing, landBatch } from '../../schema/store/landing/land-batch.ts';
import { smallBodyBytes } from '../../schema/store/landing/land-small-bodies.ts';
import type { RowSource } from '../../schema/store/landing/read-rows.ts';
import { findBatch, type StoredBatch } from '../../schema/store/stored-batch.ts';
import { principalOf } from '../auth/create-authentication.ts';
import { announceBatch } from './announce-batch.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { type FeedRequest, readFeedRequest } from './feed-request.ts';
import { requireDataset } from './find-dataset.ts';
import { nameMediaMismatch } from './form-media.ts';
import { createLandSmall } from './land-small.ts';
import { createLandingGate } from './landing-gate.ts';
import { batchPath, presentBatch } from './present-batch.ts';
import { presentDryRun } from './present-dry-run.ts';
import { recordPush } from './record-push.ts';
import { holdBody, isShorterThan, type SpooledBody, spoolBody } from './spool-body.ts';

/**
 * `POST /feeds/{dataset}`: spools the body, lands it in one transaction and answers 202 after its commit, or refuses it
 * whole and leaves nothing behind. `?dryRun=true` reads and maps everything and writes nothing.
 */
export function createPushFeed(dependencies: FeedDependencies): RequestHandler<{ dataset: string }> {
  const { contracts, dataDir, limits, clock } = dependencies;
  const gate = createLandingGate(limits.concurrentLandings);
  const landSmall = createLandSmall(dependencies);
  const landAlone = async (go: () => Promise<Landing>) => announce(dependencies, await gate(go));
  return async (request, response) => {
    const principal = principalOf(response);
    const contract = requireDataset(principal, contracts, request.params.dataset);
    const wish = readFeedRequest(request);
    const mismatch = nameMediaMismatch(request.get('content-type'), contract.form);
    // A workbook is read from a file, in any order.
    const held = contract.form.type !== 'xlsx' && isShorterThan(request, Math.min(smallBodyBytes, limits.maxBodyBytes));
    const body = held ? await holdBody(request) : await spoolBody(request, dataDir, limits.maxBodyBytes);
    try {
      const open = () => openBody(dependencies, contract, body, wish);
      const warnings = mismatch === null ? [] : [mismatch];
      if (wish.dryRun) {
        const at = wish.asOf ?? clock.now();
        const inspection = await gate(() => naming(mismatch, inspectBody(contract, open(), at)));
        response.json({ ...presentDryRun(contract, inspection), warnings });
        return;
      }
      const delivery = toDelivery(principal, contract, body, wish, clock.now());
      const { batch, replayed } =
        (wish.gzip ? null : await naming(mismatch, landSmall(principal, contract, open, delivery))) ??
        (await landAlone(() => naming(mismatch, land(dependencies, principal, contract, open(), delivery))));
      if (replayed) response.set('Idempotency-Replayed', 'true');
      response
        .status(202)
        .location(batchPath(contract.dataset, batch.id))
        .json({ ...presentBatch(batch), warnings });
    } finally {
      await body.remove();
    }
  };
}

const openBody = (
  { limits }: FeedDependencies,
  contract: Contract,
  body: SpooledBody,
  { gzip }: FeedRequest,
): RowSource =>
  readFeed(body.file, contract.form, {
    requiredColumns: contract.version === null ? [contract.key] : [contract.key, contract.version],
    gzip,
    maxBytes: limits.maxBodyBytes,
    maxRowBytes: limits.maxRowBytes,
  });

const toDelivery = (
  principal: Principal,
  contract: Contract,
  body: SpooledBody,
  wish: FeedRequest,
  now: Date,
): Delivery => ({
  clientId: principal.client.id,
  mode: wish.mode,
  asOf: wish.asOf ?? now,
  receivedAt: now,
  idempotencyKey: wish.idempotencyKey,
  bodySha256: body.sha256,
  bodyBytes: body.bytes,
  form: contract.form.type,
});

const land = (
  { db, clock }: FeedDependencies,
  principal: Principal,
  contract: Contract,
  source: RowSource,
  delivery: Delivery,
): Promise<Landing> =>
  landBatch(db, contract, source, delivery, { onLanded: recordPush(clock, principal, 'feed.push') });

/** A refusal of a body that was declared as something else says so: it is the likeliest cause. */
async function naming<T>(mismatch: string | null, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (mismatch === null || !(error instanceof HubError)) throw error;
    const { kind, code, message, details } = error;
    throw new HubError(kind, code, `${message} (${mismatch})`, { ...details, mismatch }, { cause: error });
  }
}

/** Asks for a landed delivery to be ingested. @returns its batch, to be shown */
export async function announce(
  dependencies: FeedDependencies,
  landing: Landing,
): Promise<{ readonly batch: StoredBatch; readonly replayed: boolean }> {
  if (landing.replayed) return { batch: landing.batch, replayed: true };
  const batch = await findBatch(dependencies.db, landing.batchId);
  if (!batch) throw new Error('A landed batch is not there.');
  await announceBatch(dependencies, { id: batch.id, rows: batch.received, pages: landing.pages, mode: batch.mode });
  return { batch, replayed: false };
}
