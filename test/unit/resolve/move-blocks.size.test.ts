import { moveBlocks } from '../../../jobs/resolve/move-blocks.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import type { BlockStore } from '../../../schema/store/blocking-key-store.ts';

const nothingStored: BlockStore = {
  findMemberships: async () => [],
  remove: async () => undefined,
  insert: async () => undefined,
  countBlocks: async () => new Map(),
  findMembers: async () => [],
};

test('a chunk of 20,000 records with more blocks than a call may have arguments is taken', async () => {
  const [rule] = shippedSettings('resident').blocking;
  if (!rule) throw new Error('the shipped settings have no blocking rule.');
  const wanted = Array.from({ length: 250_000 }, (_, block) => ({
    recordId: asRecordId(String(block % 20_000)),
    key: BigInt(block),
    refined: false,
    rule,
  }));
  expect(await moveBlocks(nothingStored, [], wanted, [rule.cap])).toEqual({ oversize: new Set(), crossed: [] });
});
