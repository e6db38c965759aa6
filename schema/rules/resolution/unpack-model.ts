import type { ResolutionModel, ResolutionSettings, TermFrequency } from '../../model/resolution.ts';

type Packed = 'version' | 'prior' | 'cuts' | 'parameters' | 'datasetPairs' | 'limits' | 'estimates';

/** A model as it ships: without its settings, each table of frequencies as one text `value share|value share|…`. */
export interface PackedModel extends Pick<ResolutionModel, Packed> {
  readonly termFrequencies: Readonly<Record<string, PackedFrequency>>;
}

export interface PackedFrequency extends Omit<TermFrequency, 'values' | 'within'> {
  readonly values: string;
  readonly within?: Readonly<Record<string, string>>;
}

export function unpackModel<Name extends string>(
  packed: PackedModel,
  settings: ResolutionSettings<Name>,
): ResolutionModel<Name> {
  const termFrequencies = Object.entries(packed.termFrequencies).map(
    ([part, frequency]) => [part, unpackFrequency(frequency)] as const,
  );
  return {
    ...packed,
    entityType: settings.entityType,
    settings,
    termFrequencies: Object.fromEntries(termFrequencies),
  };
}

function unpackFrequency({ values, within, ...numbers }: PackedFrequency): TermFrequency {
  const groups = Object.entries(within ?? {}).map(([group, text]) => [group, readTable(text)] as const);
  return { ...numbers, values: readTable(values), ...(within ? { within: Object.fromEntries(groups) } : {}) };
}

const readTable = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(text === '' ? [] : text.split('|').map(readEntry));

/** Values hold blanks (pinyin); the share stands behind the last. */
function readEntry(entry: string): readonly [string, number] {
  const cut = entry.lastIndexOf(' ');
  return [entry.slice(0, cut), Number(entry.slice(cut + 1))];
}
