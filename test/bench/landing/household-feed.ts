import { districtEvents } from '../../../connectors/simulated/district/district-events.ts';
import type { FeedRow } from '../../../connectors/simulated/district/district-model.ts';
import { createFeedFile } from '../../../connectors/simulated/district/feed-file.ts';
import { feedOf, type SimulatedFeed } from '../../../connectors/simulated/district/feed-forms.ts';

export const householdRegister = 'public-security.household-register';

/** So many good rows of a generated household register (17 columns). */
export function* householdRows(rows: number, seed: number): Generator<FeedRow> {
  let left = rows;
  // Not everybody is registered, so there are more residents than rows.
  for (const event of districtEvents({ residents: rows * 3, seed, today: '2026-11-01' })) {
    if (event.kind !== 'row' || event.dataset !== householdRegister || event.truth === null) continue;
    yield event.row;
    left -= 1;
    if (left === 0) return;
  }
  throw new Error(`${left} rows of ${householdRegister} are missing; the generator gave too few.`);
}

/** Writes the rows as the department sends them (GB18030), or the same in UTF-8. */
export async function writeHouseholdFeed(
  file: string,
  rows: Iterable<FeedRow>,
  charset: 'gb18030' | 'utf-8' = 'gb18030',
): Promise<void> {
  const written = await createFeedFile(file, inCharset(feedOf(householdRegister), charset));
  try {
    for (const row of rows) {
      written.write(row);
      if (written.full()) await written.flush();
    }
  } finally {
    await written.close();
  }
}

function inCharset(feed: SimulatedFeed, charset: 'gb18030' | 'utf-8'): SimulatedFeed {
  if (feed.form.type !== 'csv') throw new Error(`${feed.dataset} is no CSV.`);
  return { ...feed, form: { ...feed.form, charset } };
}
