import { type EntityType, entityTypes } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { ResolutionModel, ResolutionSettings } from '../../schema/model/resolution.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { compareRecords } from '../../schema/rules/resolution/record-order.ts';
import { shippedModel } from '../../schema/rules/resolution/shipped-model.ts';
import { createEngineHandlers } from './engine-tasks.ts';
import { fillFromPrepared } from './frame/fill-frame.ts';
import { createFrame } from './frame/frame.ts';
import { layOutFrame } from './frame/frame-layout.ts';
import { buildAllLayers } from './resolve-frame.ts';
import { createInlinePool } from './threads/task-pool.ts';
import { type TrainingOptions, trainFrame } from './train-frame.ts';

/** Under this the agreement of strangers cannot be told from that of records of one subject. */
export const leastTrainingRecords = 500;

/**
 * trainFrame on records in memory, in this thread. Their order does not matter. From too few records nothing can be
 * learned: the shipped model, where there is one, is returned as it is.
 */
export function trainModel(
  records: readonly RecordValues[],
  settings: ResolutionSettings<EntityType>,
  options: TrainingOptions,
): Promise<ResolutionModel<EntityType>>;
export function trainModel(
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  options: TrainingOptions,
): Promise<ResolutionModel>;
export async function trainModel(
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  options: TrainingOptions,
): Promise<ResolutionModel> {
  const shipped = entityTypes.find((entityType) => entityType === settings.entityType);
  if (records.length < leastTrainingRecords && shipped) return shippedModel(shipped);
  const frame = createFrame(layOutFrame(settings), records.length);
  const pool = createInlinePool(createEngineHandlers());
  await pool.broadcast('frame', frame);
  fillFromPrepared(
    frame,
    [...records].sort(compareRecords).map((record) => prepareRecord(record, settings)),
  );
  const { layers } = await buildAllLayers(pool, settings);
  return trainFrame(pool, frame, layers, settings, { samples: 500_000, ...options });
}
