import { asRecordId, type EntityType } from '../../schema/model/identity.ts';
import type { ResolutionSettings } from '../../schema/model/resolution.ts';
import { blockingTexts } from '../../schema/rules/resolution/blocking-keys.ts';
import { hashKey, toBigintKey } from '../../schema/rules/resolution/hash-key.ts';
import type { Parts } from '../../schema/rules/resolution/level-test.ts';
import { encodeRecordBlockRow, toStoredKey } from '../../schema/store/blocking-key-store.ts';
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

/** The blocks of a stretch of records as lines of `copyRecordBlocks`. */
export function encodeBlocks(frame: Frame, task: BlocksTask): string {
  let lines = '';
  for (let place = task.from; place < task.to; place++) {
    const recordId = asRecordId(String(task.ids[place] ?? 0));
    const { coarse, refined } = keysOf(readPrepared(frame, task.settings, place).parts, task);
    if (coarse.size === 0) continue;
    const others = [...refined].filter((key) => !coarse.has(key));
    lines += encodeRecordBlockRow(recordId, [...coarse], others);
  }
  return lines;
}

function keysOf(
  parts: Parts,
  { entityType, settings, oversize }: BlocksTask,
): { readonly coarse: ReadonlySet<bigint>; readonly refined: ReadonlySet<bigint> } {
  const coarse = new Set<bigint>();
  const refined = new Set<bigint>();
  for (const rule of settings.blocking) {
    const text = blockingTexts(parts, rule, 'coarse')?.coarse;
    if (text === undefined) continue;
    const key = toBigintKey(...hashKey(text));
    coarse.add(toStoredKey(entityType, key));
    if (!oversize.has(key)) continue;
    for (const refinedText of blockingTexts(parts, rule)?.refined ?? []) {
      if (refinedText === null) continue;
      refined.add(toStoredKey(entityType, toBigintKey(...hashKey(refinedText))));
    }
  }
  return { coarse, refined };
}
