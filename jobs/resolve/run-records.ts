import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { PreparedRecord, ResolutionSettings } from '../../schema/model/resolution.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import type { Database } from '../../schema/store/database.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';

/** The records that one run has to do with, each read from the database once and prepared once. */
export interface RunRecords {
  /** Those of the records that exist and are of the run's entity type. */
  read(ids: Iterable<RecordId>): Promise<readonly RecordValues[]>;
  prepare(record: RecordValues): PreparedRecord;
}

export function createRunRecords(trx: Database, entityType: EntityType, settings: ResolutionSettings): RunRecords {
  const known = new Map<RecordId, RecordValues | null>();
  // A plain map that dies with the run: a WeakMap of 25,000 records costs 0.5 s of garbage collection.
  const prepared = new Map<RecordId, PreparedRecord>();
  return {
    read: async (ids) => {
      const asked = [...new Set(ids)];
      const unknown = asked.filter((id) => !known.has(id));
      for (const id of unknown) known.set(id, null);
      for (const record of await findRecordValues(trx, unknown)) {
        if (record.entityType === entityType) known.set(record.id, record);
      }
      return asked.flatMap((id) => known.get(id) ?? []);
    },
    prepare: (record) => {
      const earlier = prepared.get(record.id);
      if (earlier) return earlier;
      const made = prepareRecord(record, settings);
      prepared.set(record.id, made);
      return made;
    },
  };
}
