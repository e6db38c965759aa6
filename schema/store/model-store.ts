import type { EntityType } from '../model/identity.ts';
import type { ResolutionModel } from '../model/resolution.ts';
import type { Database } from './database.ts';

/** The model in force for the type, or null where none was ever trained and the shipped one serves. */
export async function findActiveModel(
  db: Database,
  entityType: EntityType,
): Promise<ResolutionModel<EntityType> | null> {
  const row = await db<{ document: ResolutionModel<EntityType> }>('model')
    .where({ entity_type: entityType, active: true } as never)
    .first('document');
  return row?.document ?? null;
}

/** Keeps a trained model as a version of its own and puts it in force. */
export async function activateModel(db: Database, model: ResolutionModel<EntityType>, now: Date): Promise<void> {
  await db('model').where({ entity_type: model.entityType, active: true }).update({ active: false });
  await db('model')
    .insert({
      entity_type: model.entityType,
      version: model.version,
      document: JSON.stringify(model),
      active: true,
      created_at: now,
    })
    .onConflict(['entity_type', 'version'])
    .merge({ active: true });
}
