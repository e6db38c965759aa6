import type { ResolveDependencies } from '../../../jobs/resolve/resolve-dependencies.ts';
import type { EntityType } from '../../../schema/model/identity.ts';
import type { ResolutionModel } from '../../../schema/model/resolution.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import type { Clock } from '../../../schema/runtime/clock.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { testDependencies } from '../community.ts';
import { runReconciliation } from '../run-reconciliation.ts';
import { findBrokenPromises } from './check-stable-ids.ts';
import type { History } from './history.ts';
import { readPublication } from './read-publication.ts';
import { asTold, plantLegacy, runHistory } from './run-history.ts';

/** What one history proved wrong; empty = resolution kept its word. */
export type Faults = readonly string[];

export interface ProofOptions {
  /** Block caps of 3, so that small communities cross them both ways; else the shipped ones. */
  readonly tinyCaps: boolean;
}

/**
 * Lets a history happen in one database and plants its outcome in another, lets it happen there again in other pieces,
 * and compares: incremental = full, whatever the order and the sizes of batches, and a full run straight afterwards
 * changes nothing. Both databases are emptied first.
 */
export async function proveHistory(
  lived: Database,
  planted: Database,
  { events, otherBatching }: History,
  options: ProofOptions,
): Promise<Faults> {
  await Promise.all([empty(lived), empty(planted)]);
  const dependencies = await provingDependencies(lived, options);
  const faults: string[] = [];
  const legacy = await runHistory(lived, dependencies, events, asTold, async () => {
    faults.push(...(await findBrokenPromises(lived)));
  });
  const incremental = await readPublication(lived);
  const idsBefore = await runSql(lived, 'select * from link order by record_id');

  const report = await runReconciliation(lived, dependencies, { dryRun: false, retrain: false });
  if (report.created + report.changed + report.absorbed + report.split + report.deleted > 0) {
    faults.push('a full run straight afterwards reports changes');
  }
  if (report.goldenHash !== report.goldenHashBefore) faults.push('a full run straight afterwards has another hash');
  faults.push(...compare('a full run straight afterwards', await readPublication(lived), incremental));
  faults.push(
    ...compare('ids after a full run', await runSql(lived, 'select * from link order by record_id'), idsBefore),
  );

  await plantLegacy(planted, { ...legacy, records: [...legacy.records].reverse() });
  await runReconciliation(planted, dependencies, { dryRun: false, retrain: false });
  // What was sent twice in two ways cannot be seen from what is left.
  const { versionConflicts } = incremental;
  faults.push(
    ...compare('one full run of the outcome', { ...(await readPublication(planted)), versionConflicts }, incremental),
  );
  faults.push(...(await findBrokenPromises(planted)));

  await empty(planted);
  await runHistory(planted, dependencies, events, otherBatching, async () => undefined);
  faults.push(...(await findBrokenPromises(planted)));
  faults.push(...compare('the same in other batches', await readPublication(planted), incremental));
  return faults;
}

async function provingDependencies(db: Database, { tinyCaps }: ProofOptions): Promise<ResolveDependencies> {
  const dependencies = { ...(await testDependencies(db)), clock: steppingClock() };
  if (!tinyCaps) return dependencies;
  return {
    ...dependencies,
    models: { resident: withTinyCaps('resident'), 'legal-entity': withTinyCaps('legal-entity') },
  };
}

function withTinyCaps(entityType: EntityType): ResolutionModel<EntityType> {
  const model = shippedModel(entityType);
  const blocking = model.settings.blocking.map((rule) => ({ ...rule, cap: 3, refinedCap: 3 }));
  return { ...model, settings: { ...model.settings, blocking } };
}

/** A second later at each look, so that what is dated can be told apart. */
function steppingClock(): Clock {
  let ms = Date.parse('2026-11-01T08:00:00Z');
  const now = () => {
    ms += 1_000;
    return new Date(ms);
  };
  return { now };
}

/** Deleted rather than truncated: of tables this small that takes a tenth of the time. Those that refer to others first. */
const tables = [
  ...['reconciliation_report', 'clerical_sample', 'reconciliation'],
  ...[
    'change',
    'resident',
    'household_member',
    'legal_entity',
    'link',
    'entity',
    'finding',
    'decision',
    'review',
    'pair',
  ],
  ...[
    'blocking_key',
    'record_block',
    'pending_record',
    'record_version',
    'record',
    'reject',
    'landed_row',
    'batch_page',
    'batch',
  ],
];

const empty = (db: Database): Promise<unknown> => runSql(db, tables.map((table) => `delete from ${table};`).join('\n'));

function compare(what: string, found: object, expected: object): readonly string[] {
  const differing = Object.entries(expected).flatMap(([name, value]) => {
    const other: unknown = Object.entries(found).find(([key]) => key === name)?.[1];
    return JSON.stringify(other) === JSON.stringify(value)
      ? []
      : [`${what}: ${name} differ\n  found    ${listOnly(other, value)}\n  expected ${listOnly(value, other)}`];
  });
  return differing;
}

/** Of two lists what only the first holds; anything else as it is. */
const listOnly = (list: unknown, other: unknown): string =>
  JSON.stringify(Array.isArray(list) && Array.isArray(other) ? list.filter((line) => !other.includes(line)) : list);
