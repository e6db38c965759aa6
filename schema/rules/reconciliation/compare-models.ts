import type { LevelChange, ModelChange } from '../../model/reconciliation.ts';
import type { ResolutionModel } from '../../model/resolution.ts';
import { compileModel } from '../resolution/compile-model.ts';

/** What a retraining changed, or null where the model is the same. Weights are those that decide, limits applied. */
export function compareModels(before: ResolutionModel, after: ResolutionModel): ModelChange | null {
  if (before.version === after.version) return null;
  const [old, fresh] = [weightsOf(before), weightsOf(after)];
  const levels = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key): LevelChange[] => {
    const [was, is] = [old.get(key), fresh.get(key)];
    const [comparison = '', level = ''] = key.split(' ');
    if (was !== undefined && is !== undefined && Math.abs(was - is) < 0.005) return [];
    return [{ comparison, level, before: was ?? null, after: is ?? null }];
  });
  return {
    versionBefore: before.version,
    version: after.version,
    priorBefore: before.prior,
    prior: after.prior,
    linkCutBefore: before.cuts.link,
    linkCut: after.cuts.link,
    levels: levels.sort((x, y) => shift(y) - shift(x) || (keyOf(x) < keyOf(y) ? -1 : 1)),
  };
}

/** `comparison level` → bits, of the table that serves every pair without one of its own. */
function weightsOf(model: ResolutionModel): ReadonlyMap<string, number> {
  const { comparisons, weightTables } = compileModel(model);
  return new Map(
    comparisons.flatMap(({ name, levelKeys }, c) =>
      levelKeys.map((level, i) => [`${name} ${level}`, weightTables[0]?.[c]?.[i] ?? 0] as const),
    ),
  );
}

const shift = ({ before, after }: LevelChange): number => Math.abs((after ?? 0) - (before ?? 0));
const keyOf = ({ comparison, level }: LevelChange): string => `${comparison} ${level}`;
