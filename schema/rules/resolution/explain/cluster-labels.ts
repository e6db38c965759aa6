import type { Label } from '../../../model/identity.ts';
import type { PairOutcome, ResolutionModel } from '../../../model/resolution.ts';
import type { Join } from '../cluster/agglomerate.ts';
import type { Excuse } from '../cluster/find-obstacle.ts';
import type { SeparationCause } from './split-cluster.ts';
import { verdictLabel } from './verdict-label.ts';

/*
 * The sentences of a cluster's explanation. None names a record or a value: which records are meant stands beside
 * them, for those who may read that.
 */

export const joinLabel = (decided: boolean): Label =>
  decided
    ? { zh: '由人工决定关联。', en: 'A person linked the two.' }
    : { zh: '两条记录自身的证据达到关联阈值。', en: 'The evidence of the two themselves reaches the link cut.' };

/** How the cluster holds, in one sentence. @param counts records, and steps that a person took. */
export function heldLabel(counts: { readonly records: number; readonly decided: number }): Label {
  const { records, decided } = counts;
  if (records === 1) return { zh: '只有一条记录，未与其他记录关联。', en: 'One record; nothing is linked to it.' };
  const steps = records - 1;
  if (decided === 0) {
    return {
      zh: `${records} 条记录由 ${steps} 处关联连成一个主体。`,
      en: `${records} records are one entity by ${plural(steps, 'link')}.`,
    };
  }
  return {
    zh: `${records} 条记录由 ${steps} 处关联连成一个主体，其中 ${decided} 处为人工决定。`,
    en: `${records} records are one entity by ${plural(steps, 'link')}, ${decided} of them by a person’s decision.`,
  };
}

/**
 * Why a record is where it is, in one sentence.
 * @param counts other records of its entity, those of them that it would not link with by itself, and alike records of
 * other entities that it is kept apart from.
 */
export function recordLabel(counts: {
  readonly others: number;
  readonly carried: number;
  readonly apart: number;
}): Label {
  const { others, carried, apart } = counts;
  if (others === 0 && apart === 0) {
    return {
      zh: '没有足够相似的其他记录，单独成为一个主体。',
      en: 'No other record is alike enough: it is an entity by itself.',
    };
  }
  const kept = {
    zh: apart === 0 ? '' : `另有 ${apart} 条相似的记录不属于此主体，原因见下。`,
    en: apart === 0 ? '' : ` It is kept apart from ${plural(apart, 'alike record')}, for the reasons below.`,
  };
  if (others === 0) return { zh: `单独成为一个主体。${kept.zh}`, en: `It is an entity by itself.${kept.en}` };
  const held = heldWith(others - carried, carried);
  return {
    zh: `所属主体另有 ${others} 条记录：${held.zh}。${kept.zh}`,
    en: `Its entity has ${plural(others, 'other record')}: ${held.en}.${kept.en}`,
  };
}

function heldWith(linked: number, carried: number): Label {
  if (carried === 0) {
    return linked === 1
      ? { zh: '自身即与之关联', en: 'it links with it by itself' }
      : { zh: '自身即与每一条关联', en: 'it links with each of them by itself' };
  }
  if (linked === 0) {
    return { zh: '均由其他记录或人工决定维系', en: 'it is held to them by others or by a person’s decision' };
  }
  return {
    zh: `自身即与其中 ${linked} 条关联，与 ${carried} 条由其他记录或人工决定维系`,
    en: `with ${linked} it links by itself, with ${carried} by way of others or by a person’s decision`,
  };
}

/** @param path the joins from the one to the other. */
export function carriedLabel(
  model: ResolutionModel,
  { outcome, guard }: { readonly outcome: PairOutcome; readonly guard: number },
  path: readonly Join[],
): Label {
  const verdict = verdictLabel(model, outcome, guard);
  const decided = path.some(({ edge }) => edge === null);
  const between = path.length - 1;
  const alone = { zh: `两条记录自身：${verdict.zh}`, en: `The two by themselves: ${verdict.en}` };
  if (between === 0) {
    // A pair of the log that does not link today was compared by an earlier model.
    return decided
      ? { zh: `${alone.zh}；由人工决定关联。`, en: `${alone.en}; a person linked them.` }
      : {
          zh: `${alone.zh}；按上次比较的结果关联。`,
          en: `${alone.en}; linked by what they showed when last compared.`,
        };
  }
  return {
    zh: `${alone.zh}；由中间 ${between} 条记录逐一关联${decided ? '，其中有人工决定' : ''}。`,
    en: `${alone.en}; ${plural(between, 'record')} between them ${between === 1 ? 'carries' : 'carry'} the link${decided ? ', a person’s decision among the steps' : ''}.`,
  };
}

const excuses: Readonly<Record<Excuse['kind'] | 'these', Label>> = {
  these: { zh: '人工已就这两条记录作出决定', en: 'a person has decided about these two themselves' },
  decision: {
    zh: '人工已在同样情形下关联了与之相符的记录',
    en: 'a person linked records that agree with these two, under the same rule',
  },
  known: {
    zh: '对方的另一条记录可证实其中一方',
    en: 'another record of the other’s side bears one of the two out',
  },
};

/** @param guard the guard's own label. @param kind `these`: the decision is about the two records themselves. */
export function excusedLabel(guard: Label, kind: Excuse['kind'] | 'these'): Label {
  const why = excuses[kind];
  return { zh: `规则“${guard.zh}”在此不适用：${why.zh}。`, en: `The rule “${guard.en}” does not apply: ${why.en}.` };
}

const causes: Readonly<Record<SeparationCause, Label>> = {
  guard: { zh: '规则阻止自动合并', en: 'A rule holds them back' },
  contradiction: { zh: '两边的记录严重矛盾', en: 'Records of the two sides contradict each other strongly' },
  rival: {
    zh: '其中一条与另一主体同样相符，归属何方只能猜测',
    en: 'One of the two fits another entity as well, and which of them it belongs to would be a guess',
  },
  decision: { zh: '人工决定分开', en: 'A person keeps the two sides apart' },
  'contradicted-decision': {
    zh: '人工曾决定关联，但与其他人工决定矛盾',
    en: 'A person linked the two, but other decisions contradict that',
  },
  settled: {
    zh: '相似但不足以自动关联；两边的其他记录必须分开，故无需询问',
    en: 'Alike but short of a link; nobody is asked, because the two sides must stay apart',
  },
  'below-link-cut': {
    zh: '相似，但证据介于两个阈值之间，不足以自动关联',
    en: 'Alike, but the evidence lies between the cuts and does not reach a link',
  },
};

/**
 * Why two alike records are in two clusters.
 * @param guard the label of the guard that forbids it, where one does.
 * @param others the cause lies between other records than the two.
 */
export function separationLabel(cause: SeparationCause, guard: Label | null, others: boolean): Label {
  const { zh, en } = causes[cause];
  const because = guard ? { zh: `：${guard.zh}`, en: `: ${guard.en}` } : { zh: '', en: '' };
  const where =
    others && cause !== 'rival'
      ? { zh: '（见两边的其他记录）', en: ' (between other records of the two sides)' }
      : { zh: '', en: '' };
  return { zh: `${zh}${because.zh}${where.zh}。`, en: `${en}${because.en}${where.en}.` };
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
