import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '../../model/errors.ts';
import { hasCode } from './has-code.ts';

/** Signs checkpoints. */
export interface AuditSigner {
  /** Ed25519, SPKI DER in base64. */
  readonly publicKey: string;
  sign(payload: Buffer): Buffer;
}

/**
 * The Ed25519 key of this data folder, `<DATA_DIR>/audit-key` (PKCS#8 PEM, mode 0600), made on first use; two
 * processes that start together end with the same key.
 */
export async function loadAuditSigner(dataDir: string): Promise<AuditSigner> {
  const file = keyFile(dataDir);
  return toSigner((await readKey(file)) ?? (await makeKey(file)), file);
}

/** The public key of this data folder, or null where none was made yet: to verify is not to make one. */
export async function readAuditPublicKey(dataDir: string): Promise<string | null> {
  const pem = await readKey(keyFile(dataDir));
  return pem === null ? null : toSigner(pem, keyFile(dataDir)).publicKey;
}

const keyFile = (dataDir: string): string => path.join(dataDir, 'audit-key');

async function makeKey(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  try {
    // A hard link appears whole or not at all and never replaces another process's key.
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

async function readKey(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function toSigner(pem: string, file: string): AuditSigner {
  try {
    const key = createPrivateKey(pem);
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
    return { publicKey, sign: (payload) => sign(null, payload, key) };
  } catch (cause) {
    throw new HubError(
      'invalid',
      'AUDIT_KEY_UNREADABLE',
      `audit: ${file} holds no private key; restore it from the backup (a new key would make old checkpoints untrusted).`,
      {},
      { cause },
    );
  }
}
