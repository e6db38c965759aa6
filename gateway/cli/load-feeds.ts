import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedFile } from './feed-files.ts';
import type { HubAnswer, HubClient } from './hub-client.ts';
import type { Terminal } from './terminal.ts';

/** What became of one feed file. */
export type FeedReport =
  | {
      readonly dataset: string;
      readonly file: string;
      readonly outcome: 'published';
      readonly batch: string;
      readonly received: number;
      readonly accepted: number;
      readonly unchanged: number;
      readonly superseded: number;
      readonly rejected: number;
    }
  | {
      readonly dataset: string;
      readonly file: string;
      readonly outcome: 'refused' | 'failed';
      /** What is wrong and what to do next, as the hub said it. */
      readonly problem: string;
      readonly code: string;
    };

export interface LoadOptions {
  readonly mode?: 'upsert' | 'snapshot';
  /** The client that pushes a dataset: one for all, or each department's own. */
  readonly clientFor: (dataset: string) => HubClient;
}

const pollMs = 100;
/** Longer than any step of a batch takes; without an end a caller would wait for ever on a hub that cannot resolve. */
const stalledAfterMs = 15 * 60_000;

/**
 * Pushes the files one after the other and waits until every batch that was taken is published. A refused file does
 * not stop the others.
 */
export async function loadFeeds(
  terminal: Terminal,
  files: readonly FeedFile[],
  options: LoadOptions,
): Promise<readonly FeedReport[]> {
  const pushed: { readonly feed: FeedFile; readonly answer: HubAnswer }[] = [];
  for (const feed of files) pushed.push({ feed, answer: await push(terminal, feed, options) });
  const progress = terminal.startProgress('resolving');
  const reports: FeedReport[] = [];
  for (const [index, { feed, answer }] of pushed.entries()) {
    progress.update(index, pushed.length);
    reports.push(answer.status === 202 ? await awaitPublished(feed, answer, options) : toRefusal(feed, answer));
  }
  progress.finish(
    `${reports.filter(({ outcome }) => outcome === 'published').length} of ${reports.length} feeds published`,
  );
  return reports;
}

async function push(terminal: Terminal, { dataset, file }: FeedFile, options: LoadOptions): Promise<HubAnswer> {
  const progress = terminal.startProgress(`pushing ${path.basename(file)}`);
  const answer = await options.clientFor(dataset).pushFeed(dataset, file, {
    ...(options.mode ? { mode: options.mode } : {}),
    onSent: (sent, total) => progress.update(sent, total),
  });
  const { received, rejected } = answer.body;
  progress.finish(
    answer.status === 202
      ? `${Number(received).toLocaleString('en')} rows, ${Number(rejected).toLocaleString('en')} rejected`
      : `refused: ${textOf(answer.body.code)}`,
  );
  return answer;
}

async function awaitPublished(feed: FeedFile, answer: HubAnswer, options: LoadOptions): Promise<FeedReport> {
  const client = options.clientFor(feed.dataset);
  const batch = textOf(answer.body.id);
  let seen = '';
  let seenAt = performance.now();
  for (;;) {
    const { status, body } = await client.get(`/feeds/${feed.dataset}/batches/${batch}`);
    if (status !== 200) return toRefusal(feed, { status, body });
    if (body.state === 'failed') {
      return { ...feed, outcome: 'failed', code: 'BATCH_FAILED', problem: textOf(body.problem) };
    }
    if (body.state === 'published') {
      return {
        ...feed,
        outcome: 'published',
        batch,
        received: Number(body.received),
        accepted: Number(body.accepted),
        unchanged: Number(body.unchanged),
        superseded: Number(body.superseded),
        rejected: Number(body.rejected),
      };
    }
    const progress = JSON.stringify([body.state, body.waiting, body.pages]);
    if (progress !== seen) [seen, seenAt] = [progress, performance.now()];
    if (performance.now() - seenAt > stalledAfterMs) return toStalled(feed, batch, textOf(body.problem));
    await sleep(pollMs);
  }
}

const toStalled = (feed: FeedFile, batch: string, problem: string): FeedReport => ({
  ...feed,
  outcome: 'failed',
  code: 'BATCH_STALLED',
  problem: `batch ${batch} is safe in the hub but made no progress for 15 minutes${problem && ` (${problem})`}; read the hub's log, then start the hub: it goes on by itself`,
});

const toRefusal = (feed: FeedFile, { status, body }: HubAnswer): FeedReport => ({
  ...feed,
  outcome: 'refused',
  code: textOf(body.code) || `HTTP_${status}`,
  problem: textOf(body.detail),
});

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
