import { asRecordId, type EntityType } from '../../schema/model/identity.ts';
import type { ResolutionSettings } from '../../schema/model/resolution.ts';
import { blockingTexts } from '../../schema/rules/resolution/blocking-keys.ts';
import { hashKey, toBigintKey } from '../../schema/rules/resolution/hash-key.ts';
import { encodeBlockingKeyRow, encodeRecordBlockRow, toStoredKey } from '../../schema/store/blocking-key-store.ts';
import type { BlockLines } from '../../schema/store/whole-set-store.ts';
import type { RecordRange } from '../resolution/engine-tasks.ts';
import type { Frame } from '../resolution/frame/frame.ts';
import { readPrepared } from '../resolution/frame/read-prepared.ts';

export interface BlocksTask extends RecordRange {
  readonly entityType: EntityType;
  readonly settings: ResolutionSettings;
  /** `record.id` by place. */
  readonly ids: Float64Array;
  /** Coarse blocks over their cap: their members are in the refined ones too. */
  readonly oversize: ReadonlySet<bigint>;
}

/** The blocks of a stretch of records as the tables keep them. */
export function encodeBlocks(frame: Frame, { entityType, settings, ids, oversize, from, to }: BlocksTask): BlockLines {
  const keyOf = (text: string): bigint => toBigintKey(...hashKey(text));
  let members = '';
  let records = '';
  for (let place = from; place < to; place++) {
    const { parts } = readPrepared(frame, settings, place);
    const recordId = asRecordId(String(ids[place] ?? 0));
    const coarse = new Set<bigint>();
    const refined = new Set<bigint>();
    for (const rule of settings.blocking) {
      const text = blockingTexts(parts, rule, 'coarse')?.coarse;
      if (text === undefined) continue;
      const key = keyOf(text);
      coarse.add(toStoredKey(entityType, key));
      if (!oversize.has(key)) continue;
      for (const refinedText of blockingTexts(parts, rule)?.refined ?? []) {
        if (refinedText !== null) refined.add(toStoredKey(entityType, keyOf(refinedText)));
      }
    }
    for (const key of coarse) members += encodeBlockingKeyRow(key, recordId);
    for (const key of refined) if (!coarse.has(key)) members += encodeBlockingKeyRow(key, recordId);
    if (coarse.size > 0) records += encodeRecordBlockRow(recordId, [...coarse], [...refined]);
  }
  return { members, records };
}
