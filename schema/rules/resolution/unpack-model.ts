import type { ResolutionModel, ResolutionSettings } from '../../model/resolution.ts';

/** A model as it ships: without its settings, each table of frequencies as one text `value share|value share|…`. */
export interface PackedModel extends Pick<ResolutionModel, 'version' | 'prior' | 'cuts' | 'parameters'> {
  readonly termFrequencies: Readonly<
    Record<string, { readonly total: number; readonly rest: number; readonly values: string }>
  >;
}

export function unpackModel<Name extends string>(
  packed: PackedModel,
  settings: ResolutionSettings<Name>,
): ResolutionModel<Name> {
  const { version, prior, cuts, parameters } = packed;
  const termFrequencies = Object.entries(packed.termFrequencies).map(([part, { total, rest, values }]) => {
    const entries = values === '' ? [] : values.split('|').map(readEntry);
    return [part, { total, rest, values: Object.fromEntries(entries) }] as const;
  });
  return {
    entityType: settings.entityType,
    version,
    settings,
    parameters,
    prior,
    termFrequencies: Object.fromEntries(termFrequencies),
    cuts,
  };
}

/** Values hold blanks (pinyin); the share stands behind the last. */
function readEntry(entry: string): readonly [string, number] {
  const cut = entry.lastIndexOf(' ');
  return [entry.slice(0, cut), Number(entry.slice(cut + 1))];
}
