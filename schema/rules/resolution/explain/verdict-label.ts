import type { Label } from '../../../model/identity.ts';
import type { PairOutcome, ResolutionModel } from '../../../model/resolution.ts';

/** The outcome of a pair in words. @param guard index of the guard that decided, or -1. */
export function verdictLabel({ settings }: ResolutionModel, outcome: PairOutcome, guard: number): Label {
  const reason = settings.guards[guard]?.label;
  if (reason && outcome === 'review') return { zh: `需人工确认：${reason.zh}`, en: `A person decides: ${reason.en}` };
  if (reason) return { zh: `不关联：${reason.zh}`, en: `Distinct: ${reason.en}` };
  switch (outcome) {
    case 'link':
      return { zh: '自动关联：达到关联阈值', en: 'Link: the weight reaches the link cut' };
    case 'review':
      return { zh: '需人工确认：介于两个阈值之间', en: 'A person decides: the weight lies between the cuts' };
    case 'distinct':
      return { zh: '不关联：低于复核阈值', en: 'Distinct: the weight is below the review cut' };
  }
}
