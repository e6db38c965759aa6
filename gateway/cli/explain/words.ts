import type { EntityType, Label } from '../../../schema/model/identity.ts';
import type { PairOutcome } from '../../../schema/model/resolution.ts';

export type Language = keyof Label;

/** The headings of `commongrid explain`; the sentences come with the explanation. */
export const words = {
  step: { zh: '证据', en: 'evidence' },
  bits: { zh: '比特', en: 'bits' },
  running: { zh: '累计', en: 'weight' },
  ofWhich: { zh: '其中因', en: 'of which because' },
  verdict: { zh: '结论', en: 'Verdict' },
  probability: { zh: '为同一主体的概率', en: 'probability that they are one' },
  linkFrom: { zh: '关联阈值', en: 'linked from' },
  reviewFrom: { zh: '复核阈值', en: 'reviewed from' },
  rest: { zh: '其余证据', en: 'The rest of the evidence' },
  restNeeded: { zh: '达到此值才询问人工', en: 'a person is asked from' },
  change: { zh: '什么会改变结论', en: 'What would change it' },
  decidedLink: { zh: '人工已决定关联', en: 'A person has linked the two' },
  decidedUnlink: { zh: '人工已决定分开', en: 'A person keeps the two apart' },
  otherwise: {
    zh: '与两条记录自身的结论不同，缘于其他记录或人工决定；请分别解释其中一条记录',
    en: 'other than the two by themselves, because of other records or a person; explain either of them alone to see how',
  },
  condition: { zh: '条件', en: 'condition' },
  outcomeThen: { zh: '那时结论', en: 'then' },
  together: { zh: '现在：两条记录属于同一主体', en: 'Now: both are records of one entity' },
  apart: { zh: '现在：两条记录分属两个主体', en: 'Now: they are records of two entities' },
  record: { zh: '记录', en: 'record' },
  other: { zh: '另一记录', en: 'other record' },
  weight: { zh: '权重', en: 'weight' },
  why: { zh: '原因', en: 'why' },
  joins: { zh: '关联先后', en: 'How they joined, first to last' },
  weakest: { zh: '最弱的一处关联', en: 'Weakest link' },
  carried: { zh: '自身不足以关联、由其他记录维系的记录对', en: 'Pairs that by themselves would not link' },
  separations: { zh: '相似而未归入此主体的记录', en: 'Alike records that are kept apart from it' },
  pairs: { zh: '对数', en: 'pairs' },
  asked: { zh: '待人工处理', en: 'open' },
  yes: { zh: '是', en: 'yes' },
  decisions: { zh: '人工决定', en: 'People’s decisions' },
  link: { zh: '关联', en: 'link' },
  unlink: { zh: '分开', en: 'unlink' },
  'not-a-person': { zh: '非主体', en: 'no subject' },
  superseded: { zh: '已被更新的决定取代', en: 'a newer decision stands' },
  contradicted: { zh: '与其他决定矛盾，未被采用', en: 'other decisions say otherwise and are followed' },
  undone: { zh: '已撤销', en: 'taken back' },
  notCurrent: {
    zh: '注意：有记录尚待归并，已发布的关联与此解释不同。',
    en: 'Mind: a record waits for resolution; the published links are not yet those explained here.',
  },
  notWhole: {
    zh: '注意：相连的记录过多，只考察了最近的一部分。',
    en: 'Mind: too many records hang together here; only the nearest were looked at.',
  },
} as const satisfies Readonly<Record<string, Label>>;

export const entityWords: Readonly<Record<EntityType, Label>> = {
  resident: { zh: '居民', en: 'resident' },
  'legal-entity': { zh: '法人', en: 'legal entity' },
};

export const outcomeWords: Readonly<Record<PairOutcome, Label>> = {
  link: { zh: '关联', en: 'link' },
  review: { zh: '待人工确认', en: 'review' },
  distinct: { zh: '不关联', en: 'distinct' },
};

/** A heading before its value. */
export const headed = (word: keyof typeof words, lang: Language, value = ''): string =>
  lang === 'zh' ? `${words[word].zh}：${value}` : `${words[word].en}:${value && ` ${value}`}`;

/** `+12.3`, `−4.0`; a true minus sign is as wide as the plus. */
export function formatBits(bits: number): string {
  const text = Math.abs(bits).toFixed(1);
  return `${bits < 0 && text !== '0.0' ? '−' : '+'}${text}`;
}

/** More digits than these would claim what no model knows. */
export function formatProbability(share: number): string {
  if (share > 0.9999) return '> 99.99 %';
  if (share < 0.0001) return '< 0.01 %';
  return `${(share * 100).toFixed(2)} %`;
}
