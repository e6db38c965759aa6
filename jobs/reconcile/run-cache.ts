import type { LoadedRun } from './load-run.ts';

/** What this process has loaded of one run, so that each of its parts does not load it again. */
export interface RunCache {
  /** The loaded type of a run, loaded now if it is not there. Whatever was loaded of another run is let go. */
  get(reconciliationId: string, entityType: string, load: () => Promise<LoadedRun>): Promise<LoadedRun>;
  /** Ends the threads of a run and frees its memory. */
  release(reconciliationId: string): Promise<void>;
  /** The same for every run but this one. */
  releaseOthers(reconciliationId: string | null): Promise<void>;
}

export function createRunCache(): RunCache {
  const loaded = new Map<string, Map<string, Promise<LoadedRun>>>();
  const release = async (reconciliationId: string): Promise<void> => {
    const types = loaded.get(reconciliationId);
    loaded.delete(reconciliationId);
    for (const loading of types?.values() ?? []) {
      const run = await loading.catch(() => null);
      await run?.pool.close();
    }
  };
  const releaseOthers = async (reconciliationId: string | null): Promise<void> => {
    for (const other of [...loaded.keys()]) if (other !== reconciliationId) await release(other);
  };
  return {
    get: async (reconciliationId, entityType, load) => {
      await releaseOthers(reconciliationId);
      let types = loaded.get(reconciliationId);
      if (!types) {
        types = new Map();
        loaded.set(reconciliationId, types);
      }
      const known = types.get(entityType);
      if (known) return known;
      const loading = load();
      types.set(entityType, loading);
      // What could not be loaded is tried anew by the next part.
      loading.catch(() => types.delete(entityType));
      return loading;
    },
    release,
    releaseOthers,
  };
}
