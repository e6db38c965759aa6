import { timingSafeEqual } from 'node:crypto';
import type { Principal } from '../../schema/model/agreement.ts';
import { HubError } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { findTokenHolder, hashToken, type TokenHolder } from '../../schema/store/token-store.ts';
import { createHolderCache } from './holder-cache.ts';
import { readPurpose } from './read-purpose.ts';
import { ReadingRefused } from './reading-refused.ts';

export interface Credentials {
  /** The header `Authorization`. */
  readonly authorization: string | undefined;
  /** The header `X-Purpose`. */
  readonly purpose: string | undefined;
}

/** Who asks. Throws unauthenticated (401) without a live token, forbidden PURPOSE_NOT_AGREED for a purpose not agreed. */
export type Authenticate = (credentials: Credentials) => Promise<Principal>;

/**
 * A token's holder is remembered for at most 5 seconds, so a revocation is obeyed by every process within 5 seconds;
 * the expiry of the token and the term of the agreement are obeyed at once.
 */
export function authenticate(db: Database, clock: Clock): Authenticate {
  const cache = createHolderCache(clock, { keepMs: 5_000, maxHolders: 1_000 });

  const findHolder = async (hash: Buffer): Promise<TokenHolder | null> => {
    const name = hash.toString('hex');
    const remembered = cache.find(name);
    if (remembered) return remembered;
    const holder = await findTokenHolder(db, hash);
    // The index compared hashes of the guess, which tell a guesser nothing; this holds should the query ever change.
    if (!holder || !timingSafeEqual(holder.tokenHash, hash)) return null;
    cache.keep(name, holder);
    return holder;
  };

  return async ({ authorization, purpose }) => {
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('TOKEN_MISSING', 'send the header `Authorization: Bearer cg_…`.');
    const hash = hashToken(token);
    const holder = hash && (await findHolder(hash));
    if (!holder)
      throw unauthenticated('TOKEN_UNKNOWN', 'the token is unknown or revoked; ask an administrator for a new one.');
    if (clock.now() >= holder.expiresAt)
      throw unauthenticated('TOKEN_EXPIRED', 'the token has expired; ask for a new one.');
    return {
      client: holder.client,
      agreement: holder.agreement,
      purpose: purpose === undefined ? null : agreedPurpose(holder, purpose),
    };
  };
}

function agreedPurpose({ client, agreement }: TokenHolder, header: string): string | null {
  // Without an agreement a purpose means nothing: a department may send one with its feeds.
  if (!agreement) return null;
  const purpose = readPurpose(header).find((reading) => agreement.purposes.includes(reading));
  if (purpose === undefined) {
    throw new ReadingRefused(
      { client, agreement, purpose: null },
      'PURPOSE_NOT_AGREED',
      `access: the purpose in X-Purpose is not in the agreement; use one of: ${agreement.purposes.join(', ')}.`,
    );
  }
  return purpose;
}

const unauthenticated = (code: string, nextStep: string): HubError =>
  new HubError('unauthenticated', code, `access: ${nextStep}`);
