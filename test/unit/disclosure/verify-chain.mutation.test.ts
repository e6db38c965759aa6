import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashEntry, linkEntries } from '../../../schema/rules/disclosure/chain.ts';
import type { DisclosureEntry } from '../../../schema/rules/disclosure/entry.ts';
import { verifyChain } from '../../../schema/rules/disclosure/verify-chain.ts';
import { at, chainOf, createSigner, draft } from './chain-samples.ts';

const length = 60;
const chain = chainOf(length);
const signer = createSigner();
const pick = (seq: number): DisclosureEntry => {
  const found = chain[seq - 1];
  if (!found) throw new Error(`the sample chain has no entry ${seq}`);
  return found;
};
const checkpoints = [20, 40, 60].map((seq) => signer.checkpoint(pick(seq)));
const anchors = { checkpoints, trustedKeys: [signer.publicKey], heads: [pick(60)] };

type Mutation = (entries: readonly DisclosureEntry[]) => readonly DisclosureEntry[];

const position = fc.integer({ min: 0, max: length - 1 });
const otherText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => `~${text}`);
const otherHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

const change: fc.Arbitrary<Partial<DisclosureEntry>> = fc.oneof(
  fc
    .constantFrom(
      'kind',
      'clientId',
      'clientName',
      'agreementId',
      'purpose',
      'operation',
      'queryHash',
      'subjectType',
      'subjectId',
    )
    .chain((column) => otherText.map((text) => ({ [column]: text }))),
  fc
    .constantFrom('clientId', 'agreementId', 'purpose', 'queryHash', 'subjectType', 'subjectId')
    .map((column) => ({ [column]: null })),
  fc.integer({ min: 1, max: 999_999 }).map((us) => ({ at: `2026-11-01T08:00:01.${String(us).padStart(6, '0')}Z` })),
  fc.uniqueArray(otherText, { maxLength: 3 }).map((fields) => ({ fields })),
  fc
    .constantFrom({}, null, [], { masked: [] }, { masked: 'resident.phone' }, { masked: ['resident.phone'], '0': '' })
    .map((details) => ({ details })),
  otherHash.map((hash) => ({ hash })),
  otherHash.map((previousHash) => ({ previousHash })),
);
const edit: fc.Arbitrary<Mutation> = fc.tuple(position, change).map(
  ([index, changed]) =>
    (entries) =>
      entries.map((entry, i) => (i === index ? { ...entry, ...changed } : entry)),
);
const editAndRehash: fc.Arbitrary<Mutation> = fc.tuple(position, otherText).map(
  ([index, purpose]) =>
    (entries) =>
      entries.map((entry, i) => {
        const edited = { ...entry, purpose };
        return i === index ? { ...edited, hash: hashEntry(edited) } : entry;
      }),
);
const drop: fc.Arbitrary<Mutation> = position.map((index) => (entries) => entries.filter((_, i) => i !== index));
const dropAndClose: fc.Arbitrary<Mutation> = position.map(
  (index) => (entries) => entries.filter((_, i) => i !== index).map((entry, i) => ({ ...entry, seq: BigInt(i + 1) })),
);
const swapTwo: fc.Arbitrary<Mutation> = fc
  .tuple(position, position)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (entries) => {
    const numbered = entries.map((entry, i) => ({ ...entry, seq: BigInt((i === a ? b : i === b ? a : i) + 1) }));
    return numbered.sort((x, y) => Number(x.seq - y.seq));
  });
const truncate: fc.Arbitrary<Mutation> = position.map((index) => (entries) => entries.slice(0, index));
/** Everything from there on written anew, correctly linked, by somebody without the key. */
const rewriteTail: fc.Arbitrary<Mutation> = fc
  .tuple(position, otherText, fc.integer({ min: 0, max: 80 }))
  .map(([index, purpose, count]) => (entries) => {
    const kept = entries.slice(0, index);
    const head = kept.at(-1) ?? { seq: 0n, hash: Buffer.alloc(32) };
    const drafts = Array.from({ length: count }, () => draft({ purpose }));
    return [...kept, ...linkEntries(head, drafts, at).entries];
  });

test.each<[string, fc.Arbitrary<Mutation>]>([
  ['an edit of any column', edit],
  ['an edit with its hash made anew', editAndRehash],
  ['a removal', drop],
  ['a removal with the numbers closed up', dropAndClose],
  ['a change of order', swapTwo],
  ['a cut tail', truncate],
  ['a tail rewritten without the key', rewriteTail],
])('%s is found every time', (_, mutation) => {
  fc.assert(
    fc.property(mutation, (mutate) => {
      expect(verifyChain(mutate(chain), anchors)).not.toBeNull();
    }),
    { numRuns: 700 },
  );
});

test('a cut or rewritten tail is found by the checkpoints alone, and by the outside head alone', () => {
  fc.assert(
    fc.property(fc.oneof(truncate, rewriteTail), (mutate) => {
      expect(verifyChain(mutate(chain), { ...anchors, heads: [] })).not.toBeNull();
      expect(verifyChain(mutate(chain), { ...anchors, checkpoints: [] })).not.toBeNull();
    }),
    { numRuns: 700 },
  );
});
