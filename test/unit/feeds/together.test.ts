import { createTogether } from '../../../gateway/feeds/together.ts';

test('a lone item waits for nobody; what comes meanwhile is done together, in its order', async () => {
  const groups: (readonly number[])[] = [];
  const take = createTogether(async (items: readonly number[]) => {
    groups.push(items);
    await Promise.resolve();
    return items.map((item) => item * 10);
  }, 3);
  expect(await Promise.all([1, 2, 3, 4, 5].map(take))).toEqual([10, 20, 30, 40, 50]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
});

test('an item fails by its own fault only', async () => {
  const take = createTogether(async (items: readonly number[]) => {
    if (items.includes(3)) throw new Error('three');
    return items;
  }, 10);
  const results = await Promise.allSettled([1, 2, 3, 4].map(take));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await take(5)).toBe(5);
});
