import type { ClericalPrecision, ClericalSample, StratumDraw, StratumVerdicts } from '../../model/reconciliation.ts';
import { weighIntervals, wilsonInterval } from './wilson-interval.ts';

/**
 * The share of linked pairs that persons find right, each stratum with the weight of its population. Strata in which
 * nobody could tell or has judged yet are left out; `covered` says how much the rest stands for.
 */
export function clericalPrecision(
  draws: readonly StratumDraw[],
  samples: readonly Pick<ClericalSample, 'stratum' | 'verdict'>[],
): ClericalPrecision {
  const strata = draws.map(({ population, drawn }, stratum): StratumVerdicts => {
    const own = samples.filter((sample) => sample.stratum === stratum);
    const count = (verdict: ClericalSample['verdict']) => own.filter((sample) => sample.verdict === verdict).length;
    return {
      stratum,
      population,
      drawn: drawn.length,
      right: count('right'),
      wrong: count('wrong'),
      cannotTell: count('cannot-tell'),
    };
  });
  const judged = strata.filter(({ right, wrong }) => right + wrong > 0);
  const population = judged.reduce((sum, stratum) => sum + stratum.population, 0);
  const all = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  return {
    strata,
    covered: all === 0 ? 0 : population / all,
    precision:
      population === 0
        ? null
        : weighIntervals(
            judged.map(({ right, wrong, ...stratum }) => ({
              weight: stratum.population / population,
              estimate: wilsonInterval(right, right + wrong),
            })),
          ),
  };
}
