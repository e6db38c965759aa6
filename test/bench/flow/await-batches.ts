import { setTimeout as sleep } from 'node:timers/promises';
import type { HubClient } from '../../../gateway/cli/hub-client.ts';

export interface PushedBatch {
  readonly dataset: string;
  readonly id: string;
}

/** A hub that publishes nothing for so long has a fault; its log says which. */
const patienceMs = 900_000;

/** Waits until every batch is published, and sees to it that no row of it disappeared. @returns rows received in all */
export async function awaitPublished(
  clientFor: (dataset: string) => HubClient,
  batches: readonly PushedBatch[],
  pollMs = 50,
): Promise<number> {
  let rows = 0;
  for (const { dataset, id } of batches) {
    const batch = await awaitBatch(clientFor(dataset), dataset, id, pollMs);
    const parts = ['accepted', 'unchanged', 'superseded', 'rejected'].map((part) => Number(batch[part]));
    const received = Number(batch.received);
    if (parts.reduce((sum, part) => sum + part, 0) !== received)
      throw new Error(`${dataset}: the counts do not add up.`);
    rows += received;
  }
  return rows;
}

async function awaitBatch(client: HubClient, dataset: string, id: string, pollMs: number) {
  const giveUpAtMs = performance.now() + patienceMs;
  while (performance.now() < giveUpAtMs) {
    const { status, body } = await client.get(`/feeds/${dataset}/batches/${id}`);
    if (status !== 200 || body.state === 'failed') throw new Error(`${dataset}: batch ${id} failed (${status}).`);
    if (body.state === 'published') return body;
    await sleep(pollMs);
  }
  throw new Error(`${dataset}: batch ${id} is not published after ${patienceMs / 60_000} minutes.`);
}
