import type { DepartmentCode } from '../../model/identity.ts';
import type { LookupFailureCode } from '../../model/lookup.ts';

/** How one department answered within this request: for `extensions.sources`. */
export interface SourceNote {
  readonly source: DepartmentCode;
  /** `live`: asked just now. `failed`: the fields at `paths` are missing. */
  readonly state: 'live' | 'failed';
  readonly code: LookupFailureCode | null;
  /** Asking again later may help. */
  readonly retryable: boolean;
  /** UTC; null where nothing was fetched. */
  readonly fetchedAt: string | null;
  readonly ageSeconds: number | null;
  /** Where in the answer; at most the first ten. */
  readonly paths: readonly string[];
}

export interface LookupNotes {
  answered(source: DepartmentCode, fetchedAt: string, path: string): void;
  failed(source: DepartmentCode, code: LookupFailureCode, retryable: boolean, path: string): void;
  list(now: Date): readonly SourceNote[];
}

const maxPaths = 10;

export function createLookupNotes(): LookupNotes {
  const notes = new Map<string, Omit<SourceNote, 'ageSeconds' | 'paths'> & { readonly paths: string[] }>();

  const add = (note: Omit<SourceNote, 'ageSeconds' | 'paths'>, path: string): void => {
    const name = `${note.source}/${note.code ?? ''}/${note.fetchedAt ?? ''}`;
    const known = notes.get(name);
    if (!known) notes.set(name, { ...note, paths: [path] });
    else if (known.paths.length < maxPaths) known.paths.push(path);
  };

  return {
    answered: (source, fetchedAt, path) =>
      add({ source, state: 'live', code: null, retryable: false, fetchedAt }, path),
    failed: (source, code, retryable, path) => add({ source, state: 'failed', code, retryable, fetchedAt: null }, path),
    list: (now) => [...notes.values()].map((note) => ({ ...note, ageSeconds: ageOf(note.fetchedAt, now) })),
  };
}

const ageOf = (fetchedAt: string | null, now: Date): number | null =>
  fetchedAt === null ? null : Math.max(0, Math.round((now.getTime() - Date.parse(fetchedAt)) / 1000));
