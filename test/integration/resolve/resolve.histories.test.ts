import fc from 'fast-check';
import type { Database } from '../../../schema/store/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { history } from '../../support/histories/history.ts';
import { proveHistory } from '../../support/histories/prove-history.ts';

/** A seeded few; `npm run bench -- resolve-histories --rounds 1000` runs a thousand and more. */
const runs = { numRuns: 8, seed: 20261101 };
/** A machine that is busy with other suites takes seconds for one history. */
const timeoutMs = 180_000;

let databases: readonly TestDatabase[];
let lived: Database;
let planted: Database;
beforeAll(async () => {
  const [first, second] = [await createTestDatabase(), await createTestDatabase()];
  databases = [first, second];
  lived = first.db;
  planted = second.db;
});
afterAll(async () => {
  for (const database of databases) await database.close();
});

test(
  'any history of deliveries, deletions, decisions and undos ends as one full run of its outcome does, in whatever batches',
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        expect(await proveHistory(lived, planted, told, { tinyCaps: false })).toEqual([]);
      }),
      runs,
    );
  },
  timeoutMs,
);

test(
  'the same holds when blocks cross their cap, upwards and downwards',
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        expect(await proveHistory(lived, planted, told, { tinyCaps: true })).toEqual([]);
      }),
      runs,
    );
  },
  timeoutMs,
);
