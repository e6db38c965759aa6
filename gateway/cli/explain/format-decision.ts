import { recordsOf } from '../../../schema/model/entity.ts';
import type { StoredDecision } from '../../../schema/store/decision-store.ts';
import { type Language, words } from './words.ts';

/** What, about which records, by whom, when and why; and what it stands for where it does not hold. */
export function formatDecision(decision: StoredDecision, lang: Language): string {
  const { kind, author, decidedAt, reason, state } = decision;
  const records = recordsOf(decision).map(({ dataset, key }) => `${dataset} ${key}`);
  const line = [words[kind][lang], records.join(' — '), author, decidedAt.slice(0, 10), reason].join('  ');
  return state === 'in-force' ? line : `${line}  [${words[state][lang]}]`;
}
