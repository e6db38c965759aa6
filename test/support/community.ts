import { createHash, randomUUID } from 'node:crypto';
import { keepDecision, takeBackDecision } from '../../gateway/administration/keep-decision.ts';
import { loadResolveDependencies } from '../../jobs/resolve/load-dependencies.ts';
import type { ResolveDependencies } from '../../jobs/resolve/resolve-dependencies.ts';
import { resolvePending } from '../../jobs/resolve/resolve-pending.ts';
import type { Decision, PairDecision, RecordName } from '../../schema/model/entity.ts';
import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import type { Flag } from '../../schema/model/record.ts';
import type { BelievedTable } from '../../schema/rules/golden/believed-table.ts';
import { type Clock, fixedClock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { markPending } from '../../schema/store/record-values-store.ts';
import { runSql } from '../../schema/store/run-sql.ts';

/** A record as a test writes it down; the rest has defaults. */
export interface RecordDraft {
  readonly dataset: string;
  readonly key: string;
  readonly version?: string;
  readonly entityType?: EntityType;
  readonly values: Readonly<Record<string, string>>;
  readonly flags?: readonly Flag[];
}

const testClock: Clock = fixedClock('2026-11-01T08:00:00Z');

/** The household register is the authoritative source, the permit comes next; the rest are equals. */
const testBelieved: BelievedTable = (dataset) =>
  dataset === 'public-security.household-register'
    ? { rank: 1, freshDays: null }
    : dataset === 'public-security.residence-permit'
      ? { rank: 2, freshDays: 365 }
      : { rank: 100, freshDays: null };

export const testDependencies = (db: Database): Promise<ResolveDependencies> =>
  loadResolveDependencies({ db, clock: testClock, believed: testBelieved });

/** Puts the record's values where ingest would and lets it wait for resolution. */
export async function putRecord(db: Database, draft: RecordDraft): Promise<RecordId> {
  const hash = createHash('sha256').update(JSON.stringify(draft.values)).digest();
  const [row] = await runSql<{ id: RecordId }>(
    db,
    `insert into record (dataset, key, entity_type, version, hash, raw, "values", flags, first_received_at, received_at)
     values (?, ?, ?, ?, ?, '{}', ?, ?, now(), now())
     on conflict (dataset, key) do update set version = excluded.version, hash = excluded.hash,
       "values" = excluded."values", flags = excluded.flags, deleted = false
     returning id`,
    [
      draft.dataset,
      draft.key,
      draft.entityType ?? 'resident',
      draft.version ?? '2026-01-01T00:00:00Z',
      hash,
      JSON.stringify(draft.values),
      JSON.stringify(draft.flags ?? []),
    ],
  );
  if (!row) throw new Error('the record was not written');
  await markPending(db, [row.id]);
  return row.id;
}

export async function deleteRecord(db: Database, id: RecordId): Promise<void> {
  await runSql(db, 'update record set deleted = true where id = ?', [id]);
  await markPending(db, [id]);
}

/** A person's word on two records, with all that its own transaction does; the next resolution acts on it. */
export async function decide(db: Database, kind: PairDecision['kind'], a: RecordName, b: RecordName): Promise<string> {
  return keep(db, { ...word(), kind, a: nameOf(a), b: nameOf(b) });
}

/** A person's word that a record is no subject at all. */
export const decideNotAPerson = (db: Database, record: RecordName): Promise<string> =>
  keep(db, { ...word(), kind: 'not-a-person', record: nameOf(record) });

async function keep(db: Database, decision: Decision): Promise<string> {
  return (await keepDecision(db, decision, testClock.now())).id;
}

const word = () => ({
  id: randomUUID(),
  author: 'clerk',
  reason: 'seen in person',
  decidedAt: new Date(testClock.now().getTime() + nextMs()).toISOString(),
});
const nameOf = ({ dataset, key }: RecordName): RecordName => ({ dataset, key });

let decisions = 0;
/** Later decisions are later, and stand before the earlier. */
function nextMs(): number {
  decisions += 1;
  return decisions;
}

/** Takes a decision back, with all that goes with it. */
export async function undo(db: Database, decisionId: string): Promise<void> {
  const by = { author: 'clerk', reason: 'seen again' };
  const decision = await takeBackDecision(db, decisionId, by, testClock.now());
  if (!decision) throw new Error('there is no such decision in force');
}

export async function resolveAll(db: Database): Promise<void> {
  await resolvePending(db, await testDependencies(db));
}

/** The clusters as sets of `dataset/key`, sorted: what must not depend on any history. */
export async function readClusters(db: Database): Promise<readonly string[]> {
  const rows = await runSql<{ members: string }>(
    db,
    `select string_agg(dataset || '/' || key, ' ' order by dataset, key) as members
     from link join record on record.id = link.record_id group by entity_id order by 1`,
  );
  return rows.map(({ members }) => members);
}
