import type { LookupResult } from '../../schema/model/lookup.ts';

/**
 * Asks for many things in as few requests as the policy allows, at the same time, and joins the answers. One batch
 * without an answer leaves the whole without one: a caller must not take part of a household for all of it.
 */
export async function runInBatches<Q, A>(
  questions: readonly Q[],
  maxBatch: number,
  ask: (batch: readonly Q[]) => Promise<LookupResult<readonly A[]>>,
  now: () => string,
): Promise<LookupResult<readonly A[]>> {
  if (questions.length === 0) return { ok: true, value: [], fetchedAt: now() };
  const batches: Promise<LookupResult<readonly A[]>>[] = [];
  for (let from = 0; from < questions.length; from += maxBatch)
    batches.push(ask(questions.slice(from, from + maxBatch)));
  const answers: A[] = [];
  let fetchedAt: string | null = null;
  for (const result of await Promise.all(batches)) {
    if (!result.ok) return result;
    answers.push(...result.value);
    // The age of the whole is the age of its oldest part.
    if (fetchedAt === null || result.fetchedAt < fetchedAt) fetchedAt = result.fetchedAt;
  }
  return { ok: true, value: answers, fetchedAt: fetchedAt ?? now() };
}
