import { generateKeyPairSync, sign } from 'node:crypto';
import type { AuditSigner } from '../../../schema/store/disclosure/audit-key.ts';

/** A key of its own, as another machine would have. */
export function createTestSigner(): AuditSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    sign: (payload) => sign(null, payload, privateKey),
  };
}
