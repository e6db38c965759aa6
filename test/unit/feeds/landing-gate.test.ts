import { createLandingGate } from '../../../gateway/feeds/landing-gate.ts';

test('at most so many run at once, in the order they came, also after one fails', async () => {
  const gate = createLandingGate(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const tasks = Array.from({ length: 8 }, (_, n) =>
    gate(async () => {
      order.push(n);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (n === 3) throw new Error('third');
      return n;
    }),
  );
  const outcomes = await Promise.allSettled(tasks);
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map((_, n) => (n === 3 ? 'rejected' : 'fulfilled')));
  expect([order, most, running]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], 2, 0]);
});
