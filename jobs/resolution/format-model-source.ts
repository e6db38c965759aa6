import type { ResolutionModel } from '../../schema/model/resolution.ts';

/** A trained model as the source file that ships it; frequencies packed as `value share` in one text. */
export function formatModelSource(model: ResolutionModel): string {
  const { version, prior, cuts, parameters } = model;
  const termFrequencies = Object.entries(model.termFrequencies).map(([part, { total, rest, values }]) => {
    const packed = Object.entries(values).map(([value, share]) => `${value} ${share}`);
    return [part, { total, rest, values: packed.join('|') }] as const;
  });
  const packed = { version, prior, cuts, parameters, termFrequencies: Object.fromEntries(termFrequencies) };
  return [
    '// biome-ignore-all format: written by test/bench/matching/train-shipped-models.ts; train again instead of editing.',
    "import type { PackedModel } from '../unpack-model.ts';",
    '',
    `export const ${camelCase(model.entityType)}Parameters: PackedModel = ${JSON.stringify(packed, null, 1)};`,
    '',
  ].join('\n');
}

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
