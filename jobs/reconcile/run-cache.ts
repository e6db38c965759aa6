import type { LoadedRun } from './load-run.ts';

export interface LoadedName {
  readonly reconciliationId: string;
  readonly entityType: string;
  /** Of the model that the records were loaded for. */
  readonly version: string;
}

/** What this process has loaded of one run, so that each of its parts does not load it again. */
export interface RunCache {
  /** The loaded type of a run, loaded now if it is not there. Whatever was loaded of another run or model is let go. */
  get(name: LoadedName, load: () => Promise<LoadedRun>): Promise<LoadedRun>;
  /** Ends the threads of a run and frees its memory. */
  release(reconciliationId: string): Promise<void>;
  /** The same for every run but this one. */
  releaseOthers(reconciliationId: string | null): Promise<void>;
}

interface Loaded extends LoadedName {
  readonly loading: Promise<LoadedRun>;
}

export function createRunCache(): RunCache {
  let all: readonly Loaded[] = [];
  const releaseWhere = async (isOver: (loaded: Loaded) => boolean): Promise<void> => {
    const over = all.filter(isOver);
    all = all.filter((loaded) => !isOver(loaded));
    for (const { loading } of over) await (await loading.catch(() => null))?.pool.close();
  };
  const releaseOthers = (reconciliationId: string | null): Promise<void> =>
    releaseWhere((loaded) => loaded.reconciliationId !== reconciliationId);
  return {
    get: async (name, load) => {
      await releaseOthers(name.reconciliationId);
      await releaseWhere(({ entityType, version }) => entityType === name.entityType && version !== name.version);
      const known = all.find(({ entityType }) => entityType === name.entityType);
      if (known) return known.loading;
      const loaded: Loaded = { ...name, loading: load() };
      all = [...all, loaded];
      // What could not be loaded is tried anew by the next part.
      loaded.loading.catch(() => {
        all = all.filter((other) => other !== loaded);
      });
      return loaded.loading;
    },
    release: (reconciliationId) => releaseWhere((loaded) => loaded.reconciliationId === reconciliationId),
    releaseOthers,
  };
}
