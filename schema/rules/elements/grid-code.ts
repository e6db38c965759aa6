import { foldWidth, removeBlanks } from './fold-text.ts';

export interface GridCodeProfile {
  /** Digits of the community that the grid lies in: 12 in the statistical code. */
  readonly communityDigits: number;
  readonly sequenceDigits: number;
}
/** This project's default; CJ/T 349-2010 has 20 digits. */
const defaultGridProfile: GridCodeProfile = { communityDigits: 12, sequenceDigits: 3 };

export type GridCodeProblem = 'EMPTY' | 'CHARACTERS' | 'LENGTH';
export interface GridCodeCheck {
  readonly canonical: string;
  readonly valid: boolean;
  readonly problems: readonly GridCodeProblem[];
  /** Code of the community; null unless valid. */
  readonly community: string | null;
}

export type AreaLevel = 'province' | 'prefecture' | 'county' | 'street' | 'community' | 'grid';
export interface AreaCode {
  readonly level: AreaLevel;
  readonly code: string;
}

/** Form only: whether the grid exists is a question to the area tree. */
export function checkGridCode(raw: string, profile: GridCodeProfile = defaultGridProfile): GridCodeCheck {
  const canonical = removeBlanks(foldWidth(raw));
  const problem = findProblem(canonical, profile);
  return problem === null
    ? { canonical, valid: true, problems: [], community: canonical.slice(0, profile.communityDigits) }
    : { canonical, valid: false, problems: [problem], community: null };
}

/** The level of an area code by its length, or null where no level has that many digits. */
export function areaLevel(code: string, profile: GridCodeProfile = defaultGridProfile): AreaLevel | null {
  return levelsOf(profile).find(([, digits]) => digits === code.length)?.[0] ?? null;
}

/** Everything that the area lies in, nearest first: of a grid its community, street, county, prefecture, province. */
export function areaAncestors(code: string, profile: GridCodeProfile = defaultGridProfile): readonly AreaCode[] {
  return levelsOf(profile)
    .filter(([, digits]) => digits < code.length)
    .map(([level, digits]) => ({ level, code: code.slice(0, digits) }));
}

function levelsOf(profile: GridCodeProfile): readonly (readonly [AreaLevel, number])[] {
  return [
    ['grid', profile.communityDigits + profile.sequenceDigits],
    ['community', profile.communityDigits],
    ['street', 9],
    ['county', 6],
    ['prefecture', 4],
    ['province', 2],
  ];
}

function findProblem(text: string, profile: GridCodeProfile): GridCodeProblem | null {
  if (text === '') return 'EMPTY';
  if (!/^[0-9]+$/.test(text)) return 'CHARACTERS';
  return text.length === profile.communityDigits + profile.sequenceDigits ? null : 'LENGTH';
}
