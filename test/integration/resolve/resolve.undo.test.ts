import fc from 'fast-check';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { decide, decideNotAPerson, putRecord, resolveAll, undo } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { messyRecords } from '../../support/histories/messy-records.ts';
import { type Publication, readPublication } from '../../support/histories/read-publication.ts';

/** A machine that is busy with other suites takes its time. */
const timeoutMs = 180_000;

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  for (const { states, ...record } of messyRecords) {
    await putRecord(db, { ...record, ...(states[0] ?? { values: {} }) });
  }
  await resolveAll(db);
});
afterEach(() => database.close());

/** Everything that is published, ids and provenance too; only when it was written is left out. */
const readExactly = async (): Promise<object> => ({
  links: await runSql(db, 'select record_id, entity_id from link order by record_id'),
  residents: await runSql(db, 'select id, "values", provenance, household_id, hash from resident order by id'),
  legalEntities: await runSql(db, 'select id, "values", provenance, hash from legal_entity order by id'),
  reviews: await runSql(db, `select id, opened_at, reason from review where state = 'open' order by id`),
  findings: await runSql(db, `select id, found_at, entity_ids from finding where state = 'open' order by id`),
});

/** Live entities with the record that each id stands for. */
async function readAnchors(): Promise<ReadonlyMap<string, number>> {
  const rows = await runSql<{ id: string; anchor: string }>(db, `select id, anchor from entity where state = 'live'`);
  return new Map(rows.map(({ id, anchor }) => [id, Number(anchor)]));
}

/**
 * By the rule of stable ids an id goes with the oldest record of its entity, and one that lives goes before one that had
 * ended. So an id may stay where it went meanwhile when its entity was given an older record, or was absorbed while what
 * was left of it lived on under a new id.
 */
function mayStay(before: ReadonlyMap<string, number>, meanwhile: ReadonlyMap<string, number>): boolean {
  const givenOlder = [...before].some(([id, anchor]) => (meanwhile.get(id) ?? anchor) < anchor);
  const ended = [...before.keys()].some((id) => !meanwhile.has(id));
  const born = [...meanwhile.keys()].some((id) => !before.has(id));
  return givenOlder || (ended && born);
}

/** One decision on records by their place. */
interface Told {
  readonly kind: 'link' | 'unlink' | 'not-a-person';
  readonly a: number;
  readonly b: number;
}

/** @returns null where it would be on one record, or on two of different types */
async function make({ kind, a, b }: Told): Promise<string | null> {
  const [one, other] = [messyRecords[a], messyRecords[b]];
  if (!one || !other) return null;
  if (kind === 'not-a-person') return decideNotAPerson(db, one);
  return one === other || one.entityType !== other.entityType ? null : decide(db, kind, one, other);
}

const everyDecision: readonly Told[] = [...messyRecords.keys()].flatMap((a): Told[] => [
  { kind: 'not-a-person', a, b: a },
  { kind: 'link', a, b: a + 1 },
  { kind: 'unlink', a, b: a + 1 },
]);

test(
  'any decision taken back leaves every golden value, id, review and finding as it was',
  async () => {
    const published = await readPublication(db);
    let before = await readExactly();
    let [changed, exempt] = [0, 0];
    for (const told of everyDecision) {
      const anchors = await readAnchors();
      const id = await make(told);
      if (id === null) continue;
      await resolveAll(db);
      const idsMayStay = mayStay(anchors, await readAnchors());
      if (JSON.stringify(await readExactly()) !== JSON.stringify(before)) changed += 1;
      await undo(db, id);
      await resolveAll(db);
      expect({ told, ...(await readPublication(db)) }).toEqual({ told, ...published });
      const after = await readExactly();
      if (idsMayStay) exempt += 1;
      else expect({ told, ...after }).toEqual({ told, ...before });
      before = after;
    }
    // All records that are set aside, and half of the neighbours, make a difference meanwhile; few ids may stay elsewhere.
    expect(changed).toBeGreaterThan(messyRecords.length * 1.5);
    expect(exempt).toBeLessThan(changed / 5);
  },
  timeoutMs,
);

const place = fc.nat(messyRecords.length - 1);
const told = fc
  .record({
    kind: fc.constantFrom('link' as const, 'unlink' as const, 'not-a-person' as const),
    a: place,
    step: fc.nat(3),
  })
  .map(({ kind, a, step }): Told => ({ kind, a, b: Math.min(a + step, messyRecords.length - 1) }));

test(
  'decisions taken back from the last on give back each state in turn; in any order, the first',
  async () => {
    const first = await readPublication(db);
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 2, maxLength: 6 }), fc.nat(), async (all, dice) => {
        const made: { readonly id: string; readonly before: Publication }[] = [];
        for (const one of all) {
          const before = await readPublication(db);
          const id = await make(one);
          if (id === null) continue;
          await resolveAll(db);
          made.push({ id, before });
        }
        for (const { id, before } of made.splice(Math.floor(made.length / 2)).reverse()) {
          await undo(db, id);
          await resolveAll(db);
          expect(await readPublication(db)).toEqual(before);
        }
        while (made.length > 0) {
          const [next] = made.splice(dice % made.length, 1);
          if (next) await undo(db, next.id);
          await resolveAll(db);
        }
        expect(await readPublication(db)).toEqual(first);
      }),
      { numRuns: 10, seed: 20261125 },
    );
  },
  timeoutMs,
);
