import { divisionLines } from './division-list.ts';

export type DivisionLevel = 'province' | 'prefecture' | 'county';

export interface Division {
  /** 2, 4 or 6 digits of GB/T 2260. */
  readonly code: string;
  readonly level: DivisionLevel;
  readonly name: string;
}

const divisions: ReadonlyMap<string, Division> = new Map(
  divisionLines.flatMap(readLine).map((division) => [division.code, division] as const),
);

/** The division of that code (trailing zeros allowed), or null when this year's list does not hold it. */
export function findDivision(code: string): Division | null {
  return divisions.get(code) ?? divisions.get(code.replace(/(?:00)+$/, '')) ?? null;
}

/** Every division, provinces before what they hold. */
export function listDivisions(): readonly Division[] {
  return [...divisions.values()];
}

function readLine(line: string): readonly Division[] {
  const [head = '', ...prefectures] = line.split('|');
  const province = head.slice(0, 2);
  return [
    { code: province, level: 'province', name: head.slice(2) },
    ...prefectures.flatMap((text) => {
      const [title = '', counties = ''] = text.split(':');
      const prefecture = province + title.slice(0, 2);
      return [
        { code: prefecture, level: 'prefecture' as const, name: title.slice(2) },
        ...counties
          .split(',')
          .filter((county) => county !== '')
          .map((county) => ({
            code: prefecture + county.slice(0, 2),
            level: 'county' as const,
            name: county.slice(2),
          })),
      ];
    }),
  ];
}
