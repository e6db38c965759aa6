import type { BlockingKey, BlockingRule, PreparedRecord, ResolutionSettings } from '../../model/resolution.ts';
import { hashKey, toBigintKey } from './hash-key.ts';
import type { Parts } from './level-test.ts';

/**
 * Every key of a record: for each rule the coarse key and all that refine it. Always all of them, so that the
 * keys of a record depend on the record alone; which of them make pairs is decided by the sizes of the blocks.
 */
export function blockingKeys(prepared: PreparedRecord, settings: ResolutionSettings): readonly BlockingKey[] {
  return settings.blocking.flatMap((rule): BlockingKey[] => {
    const texts = blockingTexts(prepared.parts, rule);
    if (!texts) return [];
    const coarse = toBigintKey(...hashKey(texts.coarse));
    return [
      { rule: rule.name, key: coarse, refines: null },
      ...texts.refined.flatMap((text) =>
        text === null ? [] : [{ rule: rule.name, key: toBigintKey(...hashKey(text)), refines: coarse }],
      ),
    ];
  });
}

/** What is hashed: the rule's name, the parts, and for refined keys the refinement's number and parts. */
export function blockingTexts(
  parts: Parts,
  rule: BlockingRule,
  which: 'all' | 'coarse' = 'all',
): { readonly coarse: string; readonly refined: readonly (string | null)[] } | null {
  let coarse = rule.name;
  for (const part of rule.parts) {
    const value = parts[part];
    if (value === undefined) return null;
    coarse += `\u0001${value}`;
  }
  if (which === 'coarse') return { coarse, refined: [] };
  const refined = rule.refine.map((names, number) => {
    let text = `${coarse}\u0002${number}`;
    for (const name of names) {
      const value = parts[name];
      if (value === undefined) return null;
      text += `\u0001${value}`;
    }
    return text;
  });
  return { coarse, refined };
}

/** Records that a block of this key may hold, over all current records, before it makes no pairs. */
export function capOf(key: BlockingKey, settings: ResolutionSettings): number {
  const rule = settings.blocking.find((candidate) => candidate.name === key.rule);
  return (key.refines === null ? rule?.cap : rule?.refinedCap) ?? 0;
}
