import type { Named, TypeReport } from '../../model/reconciliation.ts';

export interface WeightBin {
  /** The bin holds weights from `bits` up to the next whole bit. */
  readonly bits: number;
  readonly link: number;
  readonly review: number;
  readonly distinct: number;
}

/** The histogram of match weights without gaps, from the lightest bin that holds anything to the heaviest. */
export function weightBins({ observations: { weights } }: TypeReport): readonly WeightBin[] {
  const bits = Object.values(weights).flatMap((counts) => Object.keys(counts).map(Number));
  if (bits.length === 0) return [];
  const [lowest, highest] = [Math.min(...bits), Math.max(...bits)];
  return Array.from({ length: highest - lowest + 1 }, (_, offset) => {
    const bin = lowest + offset;
    const of = (outcome: keyof typeof weights) => weights[outcome][String(bin)] ?? 0;
    return { bits: bin, link: of('link'), review: of('review'), distinct: of('distinct') };
  });
}

export interface RuleSummary extends Named {
  readonly candidatePairs: number;
  readonly linkedPairs: number;
  /** Linked pairs that no other rule found: what would be lost without this one. */
  readonly alone: number;
  readonly cappedBlocks: number;
}

/** What each blocking rule found, in the order of the settings. */
export function summariseRules({ rules, observations }: TypeReport): readonly RuleSummary[] {
  const masks = Object.entries(observations.linkedByRules).map(([mask, pairs]) => ({ mask: Number(mask), pairs }));
  return rules.map(({ name, label }, place) => {
    const own = masks.filter(({ mask }) => (mask >> place) & 1);
    const sum = (of: readonly { readonly pairs: number }[]) => of.reduce((total, { pairs }) => total + pairs, 0);
    return {
      name,
      label,
      candidatePairs: observations.candidates[name] ?? 0,
      linkedPairs: sum(own),
      alone: sum(own.filter(({ mask }) => mask === 2 ** place)),
      cappedBlocks: observations.cappedBlocks[name] ?? 0,
    };
  });
}

/** Linked pairs that each two rules both found; on the diagonal what each found. */
export function overlapOfRules({ rules, observations }: TypeReport): readonly (readonly number[])[] {
  const masks = Object.entries(observations.linkedByRules).map(([mask, pairs]) => ({ mask: Number(mask), pairs }));
  return rules.map((_, x) =>
    rules.map((__, y) =>
      masks.reduce((sum, { mask, pairs }) => ((mask >> x) & (mask >> y) & 1 ? sum + pairs : sum), 0),
    ),
  );
}
