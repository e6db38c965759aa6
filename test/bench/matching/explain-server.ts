import { explainEntity } from '../../../gateway/administration/explain-entity.ts';
import { explainPairs } from '../../../gateway/administration/explain-pairs.ts';
import { createModelInForce } from '../../../gateway/administration/models-in-force.ts';
import type { EntityId, RecordId } from '../../../schema/model/identity.ts';
import { findPointers } from '../../../schema/store/administration-reader.ts';
import { type Database, openDatabase } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { awaitPublished } from '../flow/await-batches.ts';
import { pushDistrict, writeBenchDistrict } from '../flow/push-district.ts';
import type { BenchHub } from '../harness/bench-hub.ts';

export interface ServerSamples {
  /** Beyond SQL. */
  readonly pairMs: readonly number[];
  readonly entityMs: readonly number[];
  /** With SQL. */
  readonly pairWallMs: readonly number[];
  readonly entityWallMs: readonly number[];
}

/** Explains the hub's largest entities and its alike pairs through the very services that stand behind the graph. */
export async function explainBeyondSql(
  hub: BenchHub,
  residents: number,
  seed: number,
  rounds: number,
): Promise<ServerSamples> {
  const district = await writeBenchDistrict(hub, residents, seed);
  await awaitPublished(hub.clientFor, await pushDistrict(hub, district));
  const db = openDatabase({ connection: hub.connection, poolSize: 1 });
  try {
    return await measure(db, rounds);
  } finally {
    await db.destroy();
  }
}

async function measure(db: Database, rounds: number): Promise<ServerSamples> {
  const dependencies = { db, modelInForce: createModelInForce(db) };
  const largest = await runSql<{ id: EntityId }>(
    db,
    `select entity_id as id from link join entity on entity.id = entity_id where entity_type = 'resident'
     group by 1 order by count(*) desc, 1 limit ?`,
    [rounds],
  );
  const alike = await runSql<{ a: RecordId; b: RecordId }>(
    db,
    `select a, b from pair where entity_type = 'resident' order by a, b limit ?`,
    [rounds],
  );
  const pointers = new Map(
    (
      await findPointers(
        db,
        alike.flatMap(({ a, b }) => [a, b]),
      )
    ).map((pointer) => [pointer.id, pointer]),
  );
  const watch = watchSql(db);
  const [pairMs, pairWallMs, entityMs, entityWallMs]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const { a, b } of alike) {
    const [left, right] = [pointers.get(a), pointers.get(b)];
    if (!left || !right) continue;
    const { ownMs, wallMs } = await watch(() => explainPairs(dependencies, [[left, right]]));
    pairMs.push(ownMs);
    pairWallMs.push(wallMs);
  }
  for (const { id } of largest) {
    const { ownMs, wallMs } = await watch(() => explainEntity(dependencies, id));
    entityMs.push(ownMs);
    entityWallMs.push(wallMs);
  }
  return { pairMs, pairWallMs, entityMs, entityWallMs };
}

/** The time of some work that runs one statement at a time, and what of it was not spent waiting for a statement. */
function watchSql(db: Database): (work: () => Promise<unknown>) => Promise<{ ownMs: number; wallMs: number }> {
  let sqlMs = 0;
  let askedAt = 0;
  db.on('query', () => {
    askedAt = performance.now();
  });
  db.on('query-response', () => {
    sqlMs += performance.now() - askedAt;
  });
  return async (work) => {
    sqlMs = 0;
    const started = performance.now();
    await work();
    const wallMs = performance.now() - started;
    return { ownMs: wallMs - sqlMs, wallMs };
  };
}
