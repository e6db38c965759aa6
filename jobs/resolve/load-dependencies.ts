import { randomUUID } from 'node:crypto';
import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import type { BelievedTable } from '../../schema/rules/golden/believed-table.ts';
import { shippedModel } from '../../schema/rules/resolution/shipped-model.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { findActiveModel, findActiveVersions } from '../../schema/store/model-store.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

/** What stays the same over all runs of a process. */
export interface ResolveSettings {
  readonly db: Database;
  readonly clock: Clock;
  readonly believed: BelievedTable;
}

/** The dependencies of one run: the models in force now, or the shipped ones where none was trained. */
export async function loadResolveDependencies({ db, clock, believed }: ResolveSettings): Promise<ResolveDependencies> {
  const active = await findActiveVersions(db);
  const modelOf = async (entityType: EntityType): Promise<ResolutionModel<EntityType>> => {
    const version = active.find((one) => one.entityType === entityType)?.version;
    if (version === undefined) return shippedModel(entityType);
    const known = loaded.get(db)?.get(entityType);
    if (known?.version === version) return known;
    const model = (await findActiveModel(db, entityType)) ?? shippedModel(entityType);
    loaded.set(db, new Map([...(loaded.get(db) ?? []), [entityType, model]]));
    return model;
  };
  return {
    clock,
    believed,
    newId: randomUUID,
    models: { resident: await modelOf('resident'), 'legal-entity': await modelOf('legal-entity') },
  };
}

/** A trained model is a megabyte of frequencies to read and to compile: once for each version, not for each run. */
const loaded = new WeakMap<Database, ReadonlyMap<EntityType, ResolutionModel<EntityType>>>();
