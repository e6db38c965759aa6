import type { Principal } from '../../schema/model/agreement.ts';
import type { Contract } from '../../schema/model/contract.ts';
import { unavailable } from '../../schema/model/errors.ts';
import { recordDeeds } from '../../schema/store/disclosure/record-deed.ts';
import { type Delivery, findReplayed } from '../../schema/store/landing/land-batch.ts';
import {
  landSmallBodies,
  mayBeSmall,
  readSmallBody,
  type SmallBody,
} from '../../schema/store/landing/land-small-bodies.ts';
import type { RowSource } from '../../schema/store/landing/read-rows.ts';
import { findBatches, type StoredBatch } from '../../schema/store/stored-batch.ts';
import { announceBatches } from './announce-batch.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { toPushDeed } from './record-push.ts';
import { createTogether } from './together.ts';

export interface SmallLanding {
  readonly batch: StoredBatch;
  readonly replayed: boolean;
}

/** Lands a delivery together with others, or gives null when it is not small. */
export type LandSmall = (
  principal: Principal,
  contract: Contract,
  openBody: () => RowSource,
  delivery: Delivery,
) => Promise<SmallLanding | null>;

/** Bodies of one transaction. */
const groupSize = 200;

/**
 * Small bodies land in groups: a commit, a turn at the audit chain and a call of the sweep for each group instead of
 * each body, which on one disk are the difference between 50 and 1,000 bodies a second. Each is answered after the
 * commit of its group; what it is told is what it would be told alone.
 */
export function createLandSmall(dependencies: FeedDependencies): LandSmall {
  const { db } = dependencies;
  const land = createTogether((asked: readonly Asked[]) => landGroup(dependencies, asked), groupSize);
  return async (principal, contract, openBody, delivery) => {
    if (!mayBeSmall(contract, delivery)) return null;
    const known = await findReplayed(db, contract, delivery);
    if (known) return { batch: known, replayed: true };
    const body = await readSmallBody(contract, openBody(), delivery);
    if (!body) return null;
    const { batch } = await land({ principal, body });
    if (batch) return { batch, replayed: false };
    // The same key was being used at the same moment, and that delivery has committed first.
    const first = await findReplayed(db, contract, delivery);
    if (first) return { batch: first, replayed: true };
    throw unavailable('DELIVERY_INTERRUPTED', 'the delivery was interrupted; send it again');
  };
}

interface Asked {
  readonly principal: Principal;
  readonly body: SmallBody;
}

async function landGroup(
  dependencies: FeedDependencies,
  asked: readonly Asked[],
): Promise<readonly { readonly batch: StoredBatch | null }[]> {
  const { db, clock } = dependencies;
  const principalOf = new Map(asked.map(({ principal, body }) => [body, principal]));
  const ids = await landSmallBodies(
    db,
    asked.map(({ body }) => body),
    {
      onLanded: async (trx, landed) => {
        const deeds = landed.flatMap((body) => {
          const principal = principalOf.get(body);
          return principal ? [toPushDeed(principal, 'feed.push', body.batch.id, body.summary)] : [];
        });
        await recordDeeds(trx, clock, deeds);
      },
    },
  );
  const stored = await findBatches(db, [...ids]);
  await announceBatches(
    dependencies,
    stored.map(({ id, received, pages, mode }) => ({ id, rows: received, pages, mode })),
  );
  const byId = new Map(stored.map((batch) => [batch.id, batch]));
  return asked.map(({ body }) => ({ batch: byId.get(body.batch.id) ?? null }));
}
