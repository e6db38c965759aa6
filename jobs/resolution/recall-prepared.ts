import type { RecordValues } from '../../schema/model/record.ts';
import type { PreparedRecord, ResolutionSettings } from '../../schema/model/resolution.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';

const prepared = new WeakMap<RecordValues, { readonly settings: ResolutionSettings; readonly made: PreparedRecord }>();

/** prepareRecord, made once for each record object: blocking, comparing and clustering of one run ask for the same. */
export function recallPrepared(record: RecordValues, settings: ResolutionSettings): PreparedRecord {
  const known = prepared.get(record);
  if (known?.settings === settings) return known.made;
  const made = prepareRecord(record, settings);
  prepared.set(record, { settings, made });
  return made;
}
