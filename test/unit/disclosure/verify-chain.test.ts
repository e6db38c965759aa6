import { describe, expect, test } from '@jest/globals';
import { hashEntry, linkEntries } from '../../../schema/rules/disclosure/chain.ts';
import type { DisclosureEntry } from '../../../schema/rules/disclosure/entry.ts';
import { verifyChain } from '../../../schema/rules/disclosure/verify-chain.ts';
import { at, chainOf, createSigner, draft } from './chain-samples.ts';

const chain = chainOf(10);
const signer = createSigner();
const entry = (seq: number): DisclosureEntry => {
  const found = chain[seq - 1];
  if (!found) throw new Error(`the sample chain has no entry ${seq}`);
  return found;
};
const anchors = { checkpoints: [signer.checkpoint(entry(8))], trustedKeys: [signer.publicKey], heads: [entry(10)] };
const bare = { checkpoints: [], trustedKeys: [], heads: [] };

describe('a chain is sound', () => {
  test('as it was written', () => expect(verifyChain(chain, anchors)).toBeNull());
  test('when nothing was ever written', () => expect(verifyChain([], bare)).toBeNull());
  test('when it has grown beyond its checkpoints', () =>
    expect(verifyChain([...chain, ...chainOf(5, entry(10))], anchors)).toBeNull());
});

test('one entry written twice at the same time makes two different links', () => {
  const { entries } = linkEntries(entry(10), [draft(), draft()], at);
  expect(entries[0]?.hash.equals(entries[1]?.hash ?? Buffer.alloc(0))).toBe(false);
});

describe('the first bad entry is named', () => {
  test.each<[string, readonly DisclosureEntry[], number, string]>([
    ['removed in the middle', chain.filter(({ seq }) => seq !== 4n), 4, 'missing'],
    ['removed at the beginning', chain.slice(1), 1, 'missing'],
    ['put twice', [...chain.slice(0, 5), entry(5), ...chain.slice(5)], 5, 'reordered'],
    ['cut before the head that was noted', chain.slice(0, 9), 10, 'truncated'],
    ['cut to nothing', [], 1, 'truncated'],
    ['edited', chain.map((e) => (e.seq === 6n ? { ...e, purpose: 'marketing' } : e)), 6, 'edited'],
    [
      'moved by a microsecond',
      chain.map((e) => (e.seq === 6n ? { ...e, at: e.at.replace('000Z', '001Z') } : e)),
      6,
      'edited',
    ],
    ['renumbered with its neighbour', chain.map(swap(3n, 4n)).sort((a, b) => Number(a.seq - b.seq)), 3, 'edited'],
    [
      'rewritten from there on, whole in itself',
      [...chain.slice(0, 6), ...chainOf(6, entry(6)).slice(0, 6)],
      8,
      'rewritten',
    ],
  ])('%s', (_, tampered, seq, kind) => {
    expect(verifyChain(tampered, anchors)).toEqual({ seq: BigInt(seq), kind });
  });

  test('edited and hashed anew', () => {
    const edited = { ...entry(6), fields: [] };
    const tampered = chain.map((e) => (e.seq === 6n ? { ...edited, hash: hashEntry(edited) } : e));
    expect(verifyChain(tampered, bare)).toEqual({ seq: 7n, kind: 'reordered' });
  });
});

describe('a checkpoint', () => {
  const forger = createSigner();
  const rewritten = [...chain.slice(0, 6), ...chainOf(6, entry(6))];

  test('signed by a key that is not trusted is a fault', () => {
    const own = forger.checkpoint(rewritten[7] ?? entry(8));
    expect(verifyChain(rewritten, { ...anchors, checkpoints: [own], heads: [] })?.kind).toBe('checkpoint-untrusted');
  });
  test('signed by one key and naming another is a fault', () => {
    const own = { ...forger.checkpoint(rewritten[7] ?? entry(8)), publicKey: signer.publicKey };
    expect(verifyChain(rewritten, { ...anchors, checkpoints: [own], heads: [] })?.kind).toBe('checkpoint-forged');
  });
  test('whose key is no key is a fault', () => {
    const own = { ...signer.checkpoint(entry(8)), publicKey: 'no key' };
    expect(verifyChain(chain, { ...anchors, checkpoints: [own] })?.kind).toBe('checkpoint-forged');
  });
  test('moved to another entry is a fault', () => {
    const moved = { ...signer.checkpoint(entry(8)), seq: 7n };
    expect(verifyChain(chain, { ...anchors, checkpoints: [moved] })?.kind).toBe('checkpoint-forged');
  });
});

test('a cut tail is found by the head that lies outside the database even when its checkpoint is gone', () => {
  expect(verifyChain(chain.slice(0, 5), { ...anchors, checkpoints: [] })).toEqual({ seq: 6n, kind: 'truncated' });
});

function swap(a: bigint, b: bigint): (entry: DisclosureEntry) => DisclosureEntry {
  return (e) => (e.seq === a ? { ...e, seq: b } : e.seq === b ? { ...e, seq: a } : e);
}
