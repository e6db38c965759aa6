import { createPublicKey, verify } from 'node:crypto';
import type { Checkpoint } from './entry.ts';

/** What is signed. */
export const checkpointPayload = ({ seq, hash, at }: Pick<Checkpoint, 'seq' | 'hash' | 'at'>): Buffer =>
  Buffer.from(['commongrid.disclosure.checkpoint.1', seq.toString(), hash.toString('hex'), at].join('\n'));

/** Whether the key that the checkpoint names signed it. Whether that key is trusted is another question. */
export function isSignedAsNamed(checkpoint: Checkpoint): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(checkpoint.publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, checkpointPayload(checkpoint), key, checkpoint.signature);
  } catch {
    // Not a key at all.
    return false;
  }
}
