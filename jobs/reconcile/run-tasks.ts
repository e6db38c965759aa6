import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionSettings } from '../../schema/model/resolution.ts';
import type { Database } from '../../schema/store/database.ts';
import { readStretch } from '../../schema/store/record-stretch-reader.ts';
import { createEngineHandlers, type EngineTasks } from '../resolution/engine-tasks.ts';
import { type DecodedPart, encodeFrame, fillFromEncoded } from '../resolution/frame/encode-frame.ts';
import { createFrameWriter } from '../resolution/frame/fill-frame.ts';
import { createFrame, type Frame } from '../resolution/frame/frame.ts';
import { layOutFrame } from '../resolution/frame/frame-layout.ts';
import type { TaskHandlers } from '../resolution/threads/task-pool.ts';
import { type BlocksTask, encodeBlocks } from './encode-blocks.ts';

export interface StretchTask {
  readonly settings: ResolutionSettings;
  readonly entityType: EntityType;
  readonly from: string;
  readonly to: string;
}

/** What a thread does for a reconciliation: the engine's tasks, and reading records for it. */
export type RunTasks = EngineTasks & {
  /** Reads a stretch of records and gives them prepared and encoded. */
  readonly prepare: { readonly task: StretchTask; readonly result: Uint8Array };
  /** The stored form of a stretch's blocks. */
  readonly encodeBlocks: { readonly task: BlocksTask; readonly result: string };
  /** Puts an encoded stretch into the frame that was broadcast. */
  readonly fill: { readonly task: { readonly bytes: Uint8Array; readonly from: number }; readonly result: DecodedPart };
};

export function createRunHandlers(db: Database): TaskHandlers<RunTasks> {
  const engine = createEngineHandlers();
  let frame: Frame | null = null;
  const theFrame = (): Frame => {
    if (!frame) throw new Error('reconciliation: the frame was not given before what reads it');
    return frame;
  };
  return {
    ...engine,
    frame: (given) => {
      frame = given;
      return engine.frame(given);
    },
    prepare: async ({ settings, entityType, from, to }) => {
      const records = await readStretch(db, entityType, from, to);
      const part = createFrame(layOutFrame(settings), records.length);
      const write = createFrameWriter(part);
      records.forEach(({ dataset, key, values }, place) => {
        write(place, dataset, key, values);
      });
      return encodeFrame({
        frame: part,
        ids: Float64Array.from(records, ({ id }) => Number(id)),
        rowVersions: Float64Array.from(records, ({ row_version }) => Number(row_version)),
      });
    },
    fill: ({ bytes, from }) => fillFromEncoded(theFrame(), bytes, from),
    encodeBlocks: (task) => encodeBlocks(theFrame(), task),
  };
}
