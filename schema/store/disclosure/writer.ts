import { HubError } from '../../model/errors.ts';
import { linkEntries, toMicroseconds } from '../../rules/disclosure/chain.ts';
import { checkpointPayload } from '../../rules/disclosure/checkpoint.ts';
import type { ChainHead, DisclosureDraft } from '../../rules/disclosure/entry.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../database.ts';
import { holdsHead, insertCheckpoint, insertEntries, lockChain, readHead } from '../disclosure-store.ts';
import type { AuditSigner } from './audit-key.ts';
import type { HeadLog } from './head-log.ts';

export interface DisclosureWriter {
  /**
   * Resolves when the entries are durable, in their order and together; rejects with unavailable
   * DISCLOSURE_UNAVAILABLE when they are not, and then the caller must not answer.
   */
  append(drafts: readonly DisclosureDraft[]): Promise<void>;
  /** Signs how far the chain has grown, if it has grown since. Throws when the chain no longer holds what this process wrote. */
  checkpoint(): Promise<void>;
  /** Writes what waits, signs a checkpoint, and takes no more. */
  close(): Promise<void>;
}

export interface DisclosureWriterOptions {
  readonly headLog?: HeadLog;
  readonly checkpointEveryEntries?: number;
  readonly checkpointEveryMs?: number;
  /** Told of a failed periodic checkpoint (or of a head log that cannot be written), which nobody awaits. */
  readonly onCheckpointFailure?: (error: unknown) => void;
}

interface Waiting {
  readonly drafts: readonly DisclosureDraft[];
  resolve(): void;
  reject(error: unknown): void;
}

/** More in one statement gains nothing and keeps other processes waiting. */
const maxEntriesPerCommit = 5_000;

/**
 * Appends to the chain by group commit: while one transaction is being committed, whoever else comes is gathered and
 * shares the next one. Processes on one database take turns by an advisory lock and read the head under it.
 */
export function createDisclosureWriter(
  db: Database,
  clock: Clock,
  signer: AuditSigner,
  options: DisclosureWriterOptions = {},
): DisclosureWriter {
  const { headLog, checkpointEveryEntries = 10_000, checkpointEveryMs = 60_000 } = options;
  const waiting: Waiting[] = [];
  let draining: Promise<void> | null = null;
  let known: ChainHead | null = headLog?.left ?? null;
  let signed = 0n;
  let closed = false;

  const commit = async (drafts: readonly DisclosureDraft[]): Promise<void> => {
    known = await db.transaction(async (trx) => {
      await lockChain(trx);
      const before = await readHead(trx);
      if (known && !(await continues(trx, known, before))) throw chainBroken();
      const { entries, head } = linkEntries(before, drafts, clock.now());
      await insertEntries(trx, entries);
      return head;
    });
    headLog?.record(known);
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup(waiting);
      try {
        await commit(group.flatMap(({ drafts }) => drafts));
        for (const { resolve } of group) resolve();
      } catch (cause) {
        for (const { reject } of group) reject(asUnavailable(cause));
      }
      if (known && known.seq - signed >= BigInt(checkpointEveryEntries)) await signQuietly();
    }
  };

  const sign = async (): Promise<void> => {
    const head = await readHead(db);
    if (head.seq === signed) return;
    // A head is signed only if it grew out of what this process wrote itself.
    if (known && !(await holdsHead(db, known))) throw chainBroken();
    const at = toMicroseconds(clock.now());
    const signature = signer.sign(checkpointPayload({ ...head, at }));
    await insertCheckpoint(db, { ...head, at, publicKey: signer.publicKey, signature });
    signed = head.seq;
    headLog?.record(head);
    await headLog?.settled();
  };
  const signQuietly = (): Promise<void> => sign().catch((error: unknown) => options.onCheckpointFailure?.(error));

  const timer = setInterval(signQuietly, checkpointEveryMs);
  timer.unref();

  const start = (): void => {
    draining ??= drain().finally(() => {
      draining = null;
      if (waiting.length > 0) start();
    });
  };

  return {
    append(drafts) {
      if (drafts.length === 0) return Promise.resolve();
      if (closed) return Promise.reject(asUnavailable(new Error('the writer is closed')));
      return new Promise((resolve, reject) => {
        waiting.push({ drafts, resolve, reject });
        start();
      });
    },
    checkpoint: sign,
    async close() {
      closed = true;
      clearInterval(timer);
      while (draining) await draining;
      await sign();
      await headLog?.settled();
    },
  };
}

function takeGroup(waiting: Waiting[]): readonly Waiting[] {
  let entries = 0;
  let take = 0;
  for (const { drafts } of waiting) {
    if (take > 0 && entries + drafts.length > maxEntriesPerCommit) break;
    entries += drafts.length;
    take += 1;
  }
  return waiting.splice(0, take);
}

/** Whether a head grew out of the one that this process knows, so that a cut or rewritten chain is never built upon. */
async function continues(trx: Database, known: ChainHead, head: ChainHead): Promise<boolean> {
  return head.seq === known.seq ? head.hash.equals(known.hash) : holdsHead(trx, known);
}

const chainBroken = (): HubError =>
  new HubError(
    'unavailable',
    'DISCLOSURE_CHAIN_BROKEN',
    'audit: the disclosure chain no longer holds what this hub wrote; run `commongrid audit verify`. After a deliberate restore move the audit-head file out of DATA_DIR and restart.',
  );

const asUnavailable = (cause: unknown): HubError =>
  cause instanceof HubError
    ? cause
    : new HubError(
        'unavailable',
        'DISCLOSURE_UNAVAILABLE',
        'audit: the disclosure entry could not be written, so nothing is answered; try again shortly.',
        {},
        { cause },
      );
