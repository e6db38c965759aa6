import type { Label } from '../../model/identity.ts';

/** An SDL description in both languages: 姓名 / Name. */
export const describe = ({ zh, en }: Label, more = ''): string =>
  `"""\n${zh} / ${en}${more === '' ? '' : `\n\n${more}`}\n"""`;

/** `household-register` → `householdRegister`. */
export const toCamelCase = (name: string): string =>
  name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `household-register` → `HouseholdRegister`. */
export function toTypeName(name: string): string {
  const camel = toCamelCase(name);
  return camel.slice(0, 1).toUpperCase() + camel.slice(1);
}
