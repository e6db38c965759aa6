import type { ResolutionModel } from '../../schema/model/resolution.ts';
import type { PackedFrequency } from '../../schema/rules/resolution/unpack-model.ts';

/** A trained model as the source file that ships it; frequencies packed as `value share` in one text. */
export function formatModelSource({ settings, entityType, termFrequencies, ...numbers }: ResolutionModel): string {
  const frequencies = Object.entries(termFrequencies).map(([part, { values, within, ...shares }]) => {
    const groups = Object.entries(within ?? {}).map(([group, table]) => [group, packTable(table)] as const);
    const packed: PackedFrequency = {
      ...shares,
      values: packTable(values),
      ...(within ? { within: Object.fromEntries(groups) } : {}),
    };
    return [part, packed] as const;
  });
  const packed = { ...numbers, termFrequencies: Object.fromEntries(frequencies) };
  return [
    '// biome-ignore-all format: written by test/bench/matching/train-shipped-models.ts; train again instead of editing.',
    "import type { PackedModel } from '../unpack-model.ts';",
    '',
    `export const ${camelCase(entityType)}Parameters: PackedModel = ${JSON.stringify(packed, null, 1)};`,
    '',
  ].join('\n');
}

const packTable = (table: Readonly<Record<string, number>>): string =>
  Object.entries(table)
    .map(([value, share]) => `${value} ${share}`)
    .join('|');

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
