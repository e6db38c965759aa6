import { createHash } from 'node:crypto';
import type { ResolveDependencies } from '../../../jobs/resolve/resolve-dependencies.ts';
import { resolvePending } from '../../../jobs/resolve/resolve-pending.ts';
import type { Decision } from '../../../schema/model/entity.ts';
import type { RecordId } from '../../../schema/model/identity.ts';
import { pairFingerprint } from '../../../schema/rules/resolution/pair-fingerprint.ts';
import type { Database } from '../../../schema/store/database.ts';
import { insertDecision, undoDecision } from '../../../schema/store/decision-store.ts';
import { findRecordIds, markPending } from '../../../schema/store/record-values-store.ts';
import { setReviewDecided } from '../../../schema/store/review-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import type { HistoryEvent } from './history.ts';
import { type MessyRecord, messyRecords } from './messy-records.ts';

/** What a history leaves behind: the input of resolution, without any order. */
export interface Legacy {
  readonly records: readonly StoredRecord[];
  readonly decisions: readonly Decision[];
}

interface StoredRecord {
  readonly dataset: string;
  readonly key: string;
  readonly entity_type: string;
  readonly version: Date;
  readonly hash: Buffer;
  readonly values: object;
  readonly flags: readonly object[];
  readonly deleted: boolean;
}

/** Lets the history happen, `afterResolve` after every micro-batch, and resolves what is left at its end. */
export async function runHistory(
  db: Database,
  dependencies: ResolveDependencies,
  events: readonly HistoryEvent[],
  afterResolve: () => Promise<void>,
): Promise<Legacy> {
  const decisions: Decision[] = [];
  for (const [step, event] of [...events, { kind: 'resolve' } as const].entries()) {
    switch (event.kind) {
      case 'deliver': {
        const record = messyRecords[event.record];
        const state = record?.states[event.state % record.states.length];
        if (record && state) await takeIn(db, record, event.version, state.values, state.flags ?? [], false);
        break;
      }
      case 'delete': {
        const record = messyRecords[event.record];
        if (record) await takeIn(db, record, event.version, {}, [], true);
        break;
      }
      case 'decide': {
        const decision = draftDecision(event, step);
        if (!decision) break;
        await insertDecision(db, decision);
        await reconsider(db, decision, true);
        decisions.push(decision);
        break;
      }
      case 'undo': {
        const [decision] = decisions.splice(decisions.length === 0 ? 0 : event.which % decisions.length, 1);
        if (!decision) break;
        await undoDecision(db, decision.id, 'clerk', dependencies.clock.now());
        await reconsider(db, decision, false);
        break;
      }
      case 'resolve':
        await resolvePending(db, dependencies);
        await afterResolve();
    }
  }
  return { records: await runSql<StoredRecord>(db, 'select * from record order by id'), decisions };
}

/** The same records and decisions in a database that never saw the history, the records in the order given. */
export async function plantLegacy(db: Database, { records, decisions }: Legacy): Promise<void> {
  for (const { dataset, key, entity_type, version, hash, values, flags, deleted } of records) {
    await runSql(
      db,
      `insert into record (dataset, key, entity_type, version, hash, raw, "values", flags, deleted, first_received_at, received_at)
       values (?, ?, ?, ?, ?, '{}', ?, ?, ?, now(), now())`,
      [dataset, key, entity_type, version, hash, JSON.stringify(values), JSON.stringify(flags), deleted],
    );
  }
  for (const decision of decisions) await insertDecision(db, decision);
}

/** Ingest's rule: the newest version counts, of equal versions the greater content hash. */
async function takeIn(
  db: Database,
  { dataset, key, entityType }: MessyRecord,
  version: number,
  values: object,
  flags: readonly object[],
  deleted: boolean,
): Promise<void> {
  const hash = createHash('sha256')
    .update(JSON.stringify([values, deleted]))
    .digest();
  const rows = await runSql<{ id: RecordId }>(
    db,
    `insert into record (dataset, key, entity_type, version, hash, raw, "values", flags, deleted, first_received_at, received_at)
     values (?, ?, ?, ?, ?, '{}', ?, ?, ?, now(), now())
     on conflict (dataset, key) do update set version = excluded.version, hash = excluded.hash,
       "values" = excluded."values", flags = excluded.flags, deleted = excluded.deleted
     where (excluded.version, excluded.hash) > (record.version, record.hash)
     returning id`,
    [
      dataset,
      key,
      entityType,
      `2026-01-0${version}T00:00:00Z`,
      hash,
      JSON.stringify(values),
      JSON.stringify(flags),
      deleted,
    ],
  );
  await markPending(
    db,
    rows.map(({ id }) => id),
  );
}

function draftDecision(event: HistoryEvent & { readonly kind: 'decide' }, step: number): Decision | null {
  const [a, b] = [messyRecords[event.a], messyRecords[event.b]];
  if (!a || !b || a === b || a.entityType !== b.entityType) return null;
  return {
    id: `00000000-0000-4000-8000-${String(step).padStart(12, '0')}`,
    kind: event.decision,
    a: { dataset: a.dataset, key: a.key },
    b: { dataset: b.dataset, key: b.key },
    author: 'clerk',
    reason: 'seen in person',
    decidedAt: new Date(Date.UTC(2026, 9, 1, 0, 0, step)).toISOString(),
  };
}

/** What a decision's own transaction does besides: its review is answered or open anew, its records wait. */
async function reconsider(db: Database, { a, b }: Decision, decided: boolean): Promise<void> {
  await setReviewDecided(db, pairFingerprint(a, b), decided, new Date('2026-11-01T08:00:00Z'));
  await markPending(db, await findRecordIds(db, [a, b]));
}
