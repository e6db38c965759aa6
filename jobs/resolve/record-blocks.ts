import type { RecordValues } from '../../schema/model/record.ts';
import type { BlockingRule, ResolutionSettings } from '../../schema/model/resolution.ts';
import { blockingTexts } from '../../schema/rules/resolution/blocking-keys.ts';
import { hashKey, toBigintKey } from '../../schema/rules/resolution/hash-key.ts';
import type { BlockMembership } from '../../schema/store/blocking-key-store.ts';
import type { RunRecords } from './run-records.ts';

/** A membership that a record must have, with the rule that asks for it. */
export interface WantedMembership extends BlockMembership {
  readonly rule: BlockingRule;
}

/** The coarse blocks of the records: they depend on the record alone. */
export function coarseBlocks(
  { prepare }: RunRecords,
  records: readonly RecordValues[],
  settings: ResolutionSettings,
): readonly WantedMembership[] {
  const memberships: WantedMembership[] = [];
  for (const record of records) {
    const { parts } = prepare(record);
    for (const rule of settings.blocking) {
      const texts = blockingTexts(parts, rule, 'coarse');
      if (texts) memberships.push({ recordId: record.id, key: keyOf(texts.coarse), refined: false, rule });
    }
  }
  return memberships;
}

/** The blocks that take the place of the coarse ones that are over their cap. */
export function refinedBlocks(
  { prepare }: RunRecords,
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  oversize: ReadonlySet<bigint>,
): readonly WantedMembership[] {
  if (oversize.size === 0) return [];
  const memberships = new Map<string, WantedMembership>();
  for (const record of records) {
    const { parts } = prepare(record);
    for (const rule of settings.blocking) {
      const coarse = blockingTexts(parts, rule, 'coarse');
      if (!coarse || !oversize.has(keyOf(coarse.coarse))) continue;
      for (const text of blockingTexts(parts, rule)?.refined ?? []) {
        if (text === null) continue;
        const key = keyOf(text);
        memberships.set(`${record.id}/${key}`, { recordId: record.id, key, refined: true, rule });
      }
    }
  }
  return [...memberships.values()];
}

/** Records above which a block of this membership makes no pairs itself. */
export const capOf = ({ rule, refined }: WantedMembership): number => (refined ? rule.refinedCap : rule.cap);

const keyOf = (text: string): bigint => toBigintKey(...hashKey(text));
