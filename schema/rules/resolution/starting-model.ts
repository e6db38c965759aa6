import type { LevelParameters, ResolutionModel, ResolutionSettings } from '../../model/resolution.ts';

/** What EM starts from: m of the settings, u that shrinks with the strength of a level. Not fit to decide with. */
export function startingModel(settings: ResolutionSettings, version: string): ResolutionModel {
  const parameters: Record<string, Record<string, LevelParameters>> = {};
  for (const comparison of settings.comparisons) {
    const levels = comparison.levels.filter((level) => !level.neutral);
    parameters[comparison.name] = Object.fromEntries(
      levels.map((level, i) => [level.key, { m: level.m, u: i === levels.length - 1 ? 0.9 : 0.001 * (i + 1) }]),
    );
  }
  return {
    entityType: settings.entityType,
    version,
    settings,
    parameters,
    prior: 1e-4,
    termFrequencies: {},
    cuts: { link: 10, review: 3 },
  };
}
