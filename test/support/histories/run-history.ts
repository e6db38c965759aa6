import { keepDecision, takeBackDecision } from '../../../gateway/administration/keep-decision.ts';
import type { ResolveDependencies } from '../../../jobs/resolve/resolve-dependencies.ts';
import { resolvePending } from '../../../jobs/resolve/resolve-pending.ts';
import type { Decision } from '../../../schema/model/entity.ts';
import type { Database } from '../../../schema/store/database.ts';
import { insertDecision } from '../../../schema/store/decision-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import type { Batching, HistoryEvent } from './history.ts';
import { messyRecords } from './messy-records.ts';
import { type SentRow, takeIn } from './take-in.ts';

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

/** Everything as the history tells it, each micro-batch in one transaction. */
export const asTold: Batching = { batchRows: null, pageRows: 3, batchesPerResolve: null, chunkRecords: 32_000 };

/** Lets the history happen, `afterResolve` after every micro-batch, and resolves what is left at its end. */
export async function runHistory(
  db: Database,
  dependencies: ResolveDependencies,
  events: readonly HistoryEvent[],
  batching: Batching,
  afterResolve: () => Promise<void>,
): Promise<Legacy> {
  const { clock } = dependencies;
  const sent: SentRow[] = [];
  const decisions: Decision[] = [];
  let waiting: SentRow[] = [];
  let batches = 0;

  const resolve = async (): Promise<void> => {
    await resolvePending(db, dependencies, { chunkRecords: batching.chunkRecords });
    batches = 0;
    await afterResolve();
  };
  const closeBatch = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await takeIn(db, clock, waiting, batching.pageRows);
    waiting = [];
    batches += 1;
    if (batches === batching.batchesPerResolve) await resolve();
  };
  const send = async (rows: readonly (SentRow | null | undefined)[]): Promise<void> => {
    for (const row of rows) {
      if (!row) continue;
      sent.push(row);
      waiting.push(row);
      if (waiting.length === batching.batchRows) await closeBatch();
    }
  };

  for (const [step, event] of events.entries()) {
    switch (event.kind) {
      case 'deliver':
        await send([rowOf(event.record, event.state, event.version)]);
        break;
      case 'replay':
        await send([sent[event.which % Math.max(1, sent.length)]]);
        break;
      case 'delete':
        await send([rowOf(event.record, null, event.version)]);
        break;
      case 'return': {
        const version = newestOf(sent, event.record);
        await send([rowOf(event.record, null, version + 1), rowOf(event.record, event.state, version + 2)]);
        break;
      }
      case 'decide':
      case 'not-a-person': {
        const decision = draftDecision(event, step);
        if (!decision) break;
        decisions.push(await db.transaction((trx) => keepDecision(trx, decision, clock.now())));
        break;
      }
      case 'undo': {
        const [decision] = decisions.splice(decisions.length === 0 ? 0 : event.which % decisions.length, 1);
        if (!decision) break;
        const by = { author: 'clerk', reason: 'seen again' };
        await db.transaction((trx) => takeBackDecision(trx, decision.id, by, clock.now()));
        break;
      }
      case 'resolve':
        if (batching.batchesPerResolve !== null) break;
        await closeBatch();
        await resolve();
    }
  }
  await closeBatch();
  await resolve();
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

/** @param state null = a deletion */
function rowOf(place: number, state: number | null, version: number): SentRow | null {
  const record = messyRecords[place];
  if (!record) return null;
  const { dataset, key, states } = record;
  if (state === null) return { dataset, key, version, values: {}, flags: [], deleted: true };
  const sent = states[state % states.length];
  return sent ? { dataset, key, version, values: sent.values, flags: sent.flags ?? [], deleted: false } : null;
}

function newestOf(sent: readonly SentRow[], place: number): number {
  const record = messyRecords[place];
  return sent
    .filter(({ dataset, key }) => dataset === record?.dataset && key === record.key)
    .reduce((newest, { version }) => Math.max(newest, version), 0);
}

function draftDecision(
  event: HistoryEvent & { readonly kind: 'decide' | 'not-a-person' },
  step: number,
): Decision | null {
  const word = {
    id: `00000000-0000-4000-8000-${String(step).padStart(12, '0')}`,
    author: 'clerk',
    reason: 'seen in person',
    decidedAt: new Date(Date.UTC(2026, 9, 1, 0, 0, step)).toISOString(),
  };
  if (event.kind === 'not-a-person') {
    const record = messyRecords[event.record];
    return record ? { ...word, kind: event.kind, record: { dataset: record.dataset, key: record.key } } : null;
  }
  const [a, b] = [messyRecords[event.a], messyRecords[event.b]];
  if (!a || !b || a === b || a.entityType !== b.entityType) return null;
  return {
    ...word,
    kind: event.decision,
    a: { dataset: a.dataset, key: a.key },
    b: { dataset: b.dataset, key: b.key },
  };
}
