import { linkEntries } from '../../rules/disclosure/chain.ts';
import type { ChainHead, DisclosureDetails } from '../../rules/disclosure/entry.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../database.ts';
import { insertEntries, lockChain, readHead } from '../disclosure-store.ts';

/** Who did it: an administrator's client, or the operator at the machine, who has none. */
export interface Actor {
  readonly clientId: string | null;
  readonly name: string;
}

export interface Deed {
  readonly actor: Actor;
  /** `agreement.create`, `review.decide`, … */
  readonly operation: string;
  readonly subject?: { readonly type: string; readonly id: string };
  /** Ids, codes and counts; never personal data. */
  readonly details: DisclosureDetails;
}

/**
 * Writes an administrator's deed into the chain in the deed's own transaction: both happen or neither. Call it last,
 * for until the transaction ends nobody else's entry can be written.
 */
export const recordDeed = (trx: Database, clock: Clock, deed: Deed): Promise<ChainHead> =>
  recordDeeds(trx, clock, [deed]);

/** The same for several deeds of one transaction, in the order given. */
export async function recordDeeds(trx: Database, clock: Clock, deeds: readonly Deed[]): Promise<ChainHead> {
  await lockChain(trx);
  const { entries, head } = linkEntries(await readHead(trx), deeds.map(toEntry), clock.now());
  await insertEntries(trx, entries);
  return head;
}

const toEntry = ({ actor, operation, subject, details }: Deed) => ({
  kind: 'deed' as const,
  clientId: actor.clientId,
  clientName: actor.name,
  agreementId: null,
  purpose: null,
  operation,
  queryHash: null,
  subjectType: subject?.type ?? null,
  subjectId: subject?.id ?? null,
  fields: [],
  details,
});
