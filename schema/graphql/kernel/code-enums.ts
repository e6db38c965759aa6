import type { CodeTable } from '../../model/code-tables/code-table.ts';
import { codeTables } from '../../model/code-tables.ts';
import type { EnumValues, Subgraph } from '../subgraph.ts';
import { describe, toTypeName } from './describe.ts';

/** Every code table as an enum: its values speak English, what stands behind them is the code. */
export function codeEnumSubgraph(): Subgraph {
  return {
    name: 'code-tables',
    typeDefs: codeTables.map(toSdl).join('\n'),
    resolvers: Object.fromEntries(codeTables.map((table) => [enumName(table.name), enumValues(table)])),
  };
}

export const enumName = (table: string): string => toTypeName(table);

/** GraphQL name → code. A code that is a word is its own name; any other is named by its English label. */
export function enumValues(table: CodeTable): EnumValues {
  const values: Record<string, string> = {};
  for (const [code, label] of Object.entries(table.codes)) {
    const name = isWord(code) ? code : nameOf(label.en);
    values[name in values ? `${name}_${code}` : name] = code;
  }
  return values;
}

function toSdl(table: CodeTable): string {
  const values = Object.entries(enumValues(table)).map(([name, code]) => {
    const label = table.codes[code];
    return label ? `  ${describe(label, isWord(code) ? '' : `代码 / Code: ${code}`)}\n  ${name}` : '';
  });
  return `${describe(table.label, table.source)}\nenum ${enumName(table.name)} {\n${values.join('\n')}\n}`;
}

const isWord = (code: string): boolean => /^[A-Z][A-Z_]+$/.test(code);

const nameOf = (label: string): string =>
  label
    .replace(/[’']/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
