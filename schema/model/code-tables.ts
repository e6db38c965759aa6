import type { CodeTable } from './code-tables/code-table.ts';
import { ethnicGroup } from './code-tables/ethnic-group.ts';
import { hubTables } from './code-tables/hub-tables.ts';
import { personTables } from './code-tables/person-tables.ts';
import type { Label } from './identity.ts';

/** Every table that a standard element or a contract may name. */
export const codeTables: readonly CodeTable[] = [...personTables, ethnicGroup, ...hubTables];

const byName: ReadonlyMap<string, CodeTable> = new Map(codeTables.map((table) => [table.name, table]));

/** The table of that name, or null. */
export function findCodeTable(name: string): CodeTable | null {
  return byName.get(name) ?? null;
}

/** Both languages of one code, or null where the table or the code is unknown. */
export function findCodeLabel(table: string, code: string): Label | null {
  const codes = byName.get(table)?.codes;
  return codes !== undefined && Object.hasOwn(codes, code) ? (codes[code] ?? null) : null;
}
