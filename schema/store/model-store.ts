import type { EntityType } from '../model/identity.ts';
import type { ResolutionModel } from '../model/resolution.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

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

/** Which versions are in force; a version never changes, so whoever has one need not read it again. */
export const findActiveVersions = (
  db: Database,
): Promise<readonly { readonly entityType: EntityType; readonly version: string }[]> =>
  runPrepared(db, 'select entity_type as "entityType", version from model where active');

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

/** The version of the model in force, by which a copy of it can be told to be fresh; null as above. */
export async function findActiveVersion(db: Database, entityType: EntityType): Promise<string | null> {
  const row = await db<{ version: string }>('model')
    .where({ entity_type: entityType, active: true } as never)
    .first('version');
  return row?.version ?? null;
}
