import { formatDecision } from './format-decision.ts';
import type { ToldSetAside } from './told.ts';
import { headed, type Language } from './words.ts';

/** A record that is in no entity, and the word of the person who said so. */
export const formatSetAside = ({ record, standing, decision }: ToldSetAside, lang: Language): readonly string[] => [
  `${record.dataset} ${record.key}`,
  standing[lang],
  '',
  headed('decisions', lang),
  formatDecision(decision, lang),
];
