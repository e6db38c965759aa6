import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { Database } from '../../schema/store/database.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';

/** The records that one run has to do with, each read from the database once. */
export interface RunRecords {
  /** Those of the records that exist and are of the run's entity type. */
  read(ids: Iterable<RecordId>): Promise<readonly RecordValues[]>;
}

export function createRunRecords(trx: Database, entityType: EntityType): RunRecords {
  const known = new Map<RecordId, RecordValues | null>();
  return {
    read: async (ids) => {
      const asked = [...new Set(ids)];
      const unknown = asked.filter((id) => !known.has(id));
      for (const id of unknown) known.set(id, null);
      if (unknown.length > 0) {
        for (const record of await findRecordValues(trx, unknown)) {
          if (record.entityType === entityType) known.set(record.id, record);
        }
      }
      return asked.flatMap((id) => known.get(id) ?? []);
    },
  };
}
