import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds; fails after `timeoutMs` with the condition's own text. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${timeoutMs} ms: ${condition}`);
    await sleep(10);
  }
}
