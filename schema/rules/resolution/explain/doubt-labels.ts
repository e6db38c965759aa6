import type { Label } from '../../../model/identity.ts';
import type { DoubtReason } from '../../../model/resolution.ts';

/** Every reason for a doubt in words; the guard's own label says more where one decided. */
export const doubtLabels: Readonly<Record<DoubtReason, Label>> = {
  VALID_IDS_DIFFER: { zh: '两个有效证件号码不同', en: 'two valid document numbers that differ' },
  BELOW_LINK_CUT: {
    zh: '相似但证据不足以自动关联',
    en: 'alike, but the evidence does not reach the link cut',
  },
  TWINS: { zh: '可能是双胞胎', en: 'perhaps twins' },
  CHILD_UNDER_PARENT_NUMBER: {
    zh: '孩子以父母的名义或号码登记',
    en: 'a child entered under a parent’s name or number',
  },
  NUMBER_ON_TWO_PEOPLE: { zh: '两人使用同一证件号码', en: 'one number on two people' },
  BRANCH: { zh: '一方是分支机构', en: 'one is a branch' },
  VALID_CODES_DIFFER: { zh: '两个有效信用代码不同', en: 'two valid credit codes that differ' },
  CLUSTER_SPLIT: {
    zh: '两条记录相符，但各自所在的两组记录不能合并',
    en: 'the two agree, but the records on either side may not come together',
  },
  DECISIONS_CONTRADICT: { zh: '人工决定相互矛盾', en: 'people’s decisions contradict each other' },
};

/** Of a stored reason, which may be of an older version: then its code stands for itself. */
export function doubtLabel(reason: string): Label {
  const known = Object.entries(doubtLabels).find(([code]) => code === reason);
  return known ? known[1] : { zh: reason, en: reason };
}
