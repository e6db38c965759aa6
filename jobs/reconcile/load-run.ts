import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import type { Database, DatabaseAddress } from '../../schema/store/database.ts';
import { listParts, readPayload } from '../../schema/store/run-part-store.ts';
import type { BlockLayer, OversizeBlock } from '../resolution/blocking/build-layers.ts';
import { countEncoded } from '../resolution/frame/encode-frame.ts';
import { createFrame, type Frame } from '../resolution/frame/frame.ts';
import { layOutFrame } from '../resolution/frame/frame-layout.ts';
import { buildAllLayers, useModel } from '../resolution/resolve-frame.ts';
import { openRunPool, type RunPool } from './run-engine.ts';

/** All records of one type of a run in the memory of this process, blocked, and the threads that work on them. */
export interface LoadedRun {
  readonly model: ResolutionModel<EntityType>;
  readonly pool: RunPool;
  readonly frame: Frame;
  /** `record.id` by place, ascending. */
  readonly ids: Float64Array;
  /** The row's xmin by place, see FramePart. */
  readonly rowVersions: Float64Array;
  readonly layers: readonly BlockLayer[];
  readonly oversize: readonly OversizeBlock[];
}

export interface RunSource {
  readonly db: Database;
  readonly connection: DatabaseAddress['connection'];
  readonly reconciliationId: string;
  readonly entityType: EntityType;
  readonly model: ResolutionModel<EntityType>;
}

/**
 * Reads what the prepare phase left and blocks it. Parts are put together in their order, so every process has the
 * same records at the same places. The caller closes the pool.
 */
export async function loadRun({ db, connection, reconciliationId, entityType, model }: RunSource): Promise<LoadedRun> {
  const parts = (await listParts(db, reconciliationId, 'prepare')).filter(
    ({ task }) => task.phase === 'prepare' && task.entityType === entityType,
  );
  const payloads: Uint8Array[] = [];
  for (const { part } of parts) payloads.push(await readPayload(db, { reconciliationId, phase: 'prepare', part }));
  const sizes = payloads.map(countEncoded);
  const records = sizes.reduce((sum, size) => sum + size, 0);

  const pool = openRunPool(db, connection, records);
  try {
    const frame = createFrame(layOutFrame(model.settings), records);
    await pool.broadcast('frame', frame);
    let place = 0;
    const decoded = await Promise.all(
      payloads.map((bytes, part) => {
        const from = place;
        place += sizes[part] ?? 0;
        return pool.run('fill', { bytes, from });
      }),
    );
    const { layers, oversize } = await buildAllLayers(pool, model.settings);
    await useModel(pool, frame, model);
    return {
      model,
      pool,
      frame,
      ids: joinNumbers(decoded.map(({ ids }) => ids)),
      rowVersions: joinNumbers(decoded.map(({ rowVersions }) => rowVersions)),
      layers,
      oversize,
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

function joinNumbers(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}
