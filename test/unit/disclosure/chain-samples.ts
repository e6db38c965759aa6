import { generateKeyPairSync, sign } from 'node:crypto';
import { genesis, linkEntries, toMicroseconds } from '../../../schema/rules/disclosure/chain.ts';
import { checkpointPayload } from '../../../schema/rules/disclosure/checkpoint.ts';
import type {
  ChainHead,
  Checkpoint,
  DisclosureDraft,
  DisclosureEntry,
} from '../../../schema/rules/disclosure/entry.ts';

export const at = new Date('2026-11-01T08:00:00.123Z');

export const draft = (changes: Partial<DisclosureDraft> = {}): DisclosureDraft => ({
  kind: 'read',
  clientId: '6f2c0d0e-0000-4000-8000-000000000001',
  clientName: '街道平台',
  agreementId: '6f2c0d0e-0000-4000-8000-000000000002',
  purpose: 'elder care',
  operation: 'Residents',
  queryHash: 'ab12',
  subjectType: 'resident',
  subjectId: '6f2c0d0e-0000-4000-8000-000000000003',
  fields: ['resident.name', 'resident.phone'],
  details: { masked: ['resident.phone'] },
  ...changes,
});

export function chainOf(length: number, from: ChainHead = genesis): readonly DisclosureEntry[] {
  const drafts = Array.from({ length }, (_, index) => draft({ operation: `Query${index}` }));
  return linkEntries(from, drafts, at).entries;
}

/** A signing key as a hub has it. */
export function createSigner(): { readonly publicKey: string; checkpoint(entry: DisclosureEntry): Checkpoint } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    publicKey: named,
    checkpoint: ({ seq, hash }) => {
      const head = { seq, hash, at: toMicroseconds(at) };
      return { ...head, publicKey: named, signature: sign(null, checkpointPayload(head), privateKey) };
    },
  };
}
