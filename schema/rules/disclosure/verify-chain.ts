import { genesis, hashEntry } from './chain.ts';
import { isSignedAsNamed } from './checkpoint.ts';
import type { ChainHead, Checkpoint, DisclosureEntry } from './entry.ts';

export type ChainFaultKind =
  /** A column is other than when it was hashed. */
  | 'edited'
  /** The entry of this number is not there. */
  | 'missing'
  /** The entry does not follow the one before it. */
  | 'reordered'
  /** The chain ends before a head that it once had. */
  | 'truncated'
  /** The chain is whole in itself but is not the one that was signed or noted. */
  | 'rewritten'
  /** A checkpoint's signature does not fit it. */
  | 'checkpoint-forged'
  /** A checkpoint is signed by a key that the verifier does not trust. */
  | 'checkpoint-untrusted';

export interface ChainFault {
  readonly seq: bigint;
  readonly kind: ChainFaultKind;
}

export interface Anchors {
  readonly checkpoints: readonly Checkpoint[];
  /** Public keys, SPKI DER in base64, whose checkpoints count; any other signer is a fault. */
  readonly trustedKeys: readonly string[];
  /** Heads kept outside the database. */
  readonly heads: readonly ChainHead[];
}

/** Takes the chain entry by entry, so that a chain of any length is verified in constant memory. */
export interface ChainVerifier {
  /** The fault of this entry, or null; after the first fault the rest says nothing more. */
  take(entry: DisclosureEntry): ChainFault | null;
  /** After the last entry: what is missing at the end. */
  end(): ChainFault | null;
}

/**
 * What finds what: the hashes find any edit, gap and change of order; checkpoints and outside heads find a cut or
 * rewritten tail up to the newest of them, for whoever rewrites the chain has not the key, nor the outside file.
 */
export function createChainVerifier(anchors: Anchors): ChainVerifier {
  const badCheckpoint = findBadCheckpoint(anchors);
  const expected = new Map<bigint, Buffer[]>();
  for (const { seq, hash } of [...anchors.checkpoints, ...anchors.heads]) {
    expected.set(seq, [...(expected.get(seq) ?? []), hash]);
  }
  let head: ChainHead = genesis;

  return {
    take(entry) {
      const fault = badCheckpoint ?? findFault(head, entry, expected.get(entry.seq) ?? []);
      head = entry;
      return fault;
    },
    end() {
      if (badCheckpoint) return badCheckpoint;
      const beyond = [...expected.keys()].some((seq) => seq > head.seq);
      return beyond ? { seq: head.seq + 1n, kind: 'truncated' } : null;
    },
  };
}

/** The whole of a chain that fits into memory: the first fault, or null. */
export function verifyChain(entries: Iterable<DisclosureEntry>, anchors: Anchors): ChainFault | null {
  const verifier = createChainVerifier(anchors);
  for (const entry of entries) {
    const fault = verifier.take(entry);
    if (fault) return fault;
  }
  return verifier.end();
}

function findFault(head: ChainHead, entry: DisclosureEntry, anchored: readonly Buffer[]): ChainFault | null {
  const next = head.seq + 1n;
  if (entry.seq > next) return { seq: next, kind: 'missing' };
  if (entry.seq < next) return { seq: entry.seq, kind: 'reordered' };
  if (!hashEntry({ ...entry, previousHash: head.hash }).equals(entry.hash)) {
    const consistent = hashEntry(entry).equals(entry.hash);
    return { seq: entry.seq, kind: consistent ? 'reordered' : 'edited' };
  }
  if (!entry.previousHash.equals(head.hash)) return { seq: entry.seq, kind: 'edited' };
  if (anchored.some((hash) => !hash.equals(entry.hash))) return { seq: entry.seq, kind: 'rewritten' };
  return null;
}

function findBadCheckpoint({ checkpoints, trustedKeys }: Anchors): ChainFault | null {
  for (const checkpoint of checkpoints) {
    if (!isSignedAsNamed(checkpoint)) return { seq: checkpoint.seq, kind: 'checkpoint-forged' };
    if (!trustedKeys.includes(checkpoint.publicKey)) return { seq: checkpoint.seq, kind: 'checkpoint-untrusted' };
  }
  return null;
}
