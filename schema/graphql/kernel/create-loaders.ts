import DataLoader from 'dataloader';
import type { RecordId } from '../../model/identity.ts';
import type { Area } from '../../rules/areas/build-area-tree.ts';
import type { StratumVerdict } from '../../store/clerical-sample-store.ts';
import type { StoredDecision } from '../../store/decision-store.ts';
import type {
  AreaStatistics,
  GuardedEntity,
  GuardedHousehold,
  GuardedRecord,
  Reader,
} from '../../store/reader/reader.ts';
import type { KeptRun } from '../../store/run-report-store.ts';
import type {
  ExplainedPair,
  PointerPair,
  RecordName,
  RecordPointer,
} from '../administration/administration-services.ts';
import type { GraphServices } from '../graph-services.ts';
import { createLookupLoaders, type LookupLoaders } from './lookup-loaders.ts';
import { createPageLoaders, type PageLoaders } from './page-loaders.ts';

/** One set per request: however many fields ask at one level, each kind costs one statement or one question. */
export interface GraphLoaders {
  readonly residents: DataLoader<string, GuardedEntity | null>;
  readonly legalEntities: DataLoader<string, GuardedEntity | null>;
  readonly records: DataLoader<GuardedEntity, readonly GuardedRecord[]>;
  readonly legalPersons: DataLoader<GuardedEntity, GuardedEntity | null>;
  readonly households: DataLoader<string, GuardedHousehold | null>;
  readonly householdsOf: DataLoader<GuardedEntity, GuardedHousehold | null>;
  readonly areas: DataLoader<string, Area | null>;
  readonly childAreas: DataLoader<string, readonly Area[]>;
  readonly statistics: DataLoader<string, AreaStatistics | null>;
  /** Of records in reviews. */
  readonly pointers: DataLoader<RecordId, RecordPointer | null>;
  readonly pointersByName: DataLoader<RecordName, RecordPointer | null, string>;
  readonly decisions: DataLoader<string, StoredDecision | null>;
  readonly recordsSetAside: DataLoader<RecordName, GuardedRecord | null, string>;
  readonly explanations: DataLoader<PointerPair, ExplainedPair | null, string>;
  /** Of reconciliations, by their ids. */
  readonly runReports: DataLoader<string, KeptRun | null>;
  readonly sampleVerdicts: DataLoader<string, readonly StratumVerdict[]>;
  readonly pages: PageLoaders;
  readonly lookups: LookupLoaders;
}

export function createLoaders(
  reader: Reader,
  { areas, administration, lookups }: Pick<GraphServices, 'areas' | 'administration' | 'lookups'>,
  signal: AbortSignal,
): GraphLoaders {
  const load = <Key, Value>(batch: (keys: readonly Key[]) => Promise<readonly Value[]>): DataLoader<Key, Value> =>
    new DataLoader<Key, Value>(async (keys) => {
      signal.throwIfAborted();
      return batch(keys);
    });
  const byName = <Value>(batch: (names: readonly RecordName[]) => Promise<readonly Value[]>) =>
    new DataLoader<RecordName, Value, string>(
      async (names) => {
        signal.throwIfAborted();
        return batch(names);
      },
      { cacheKeyFn: ({ dataset, key }) => JSON.stringify([dataset, key]) },
    );
  return {
    residents: load((ids) => reader.entitiesById('resident', ids)),
    legalEntities: load((ids) => reader.entitiesById('legal-entity', ids)),
    records: load((entities) => reader.recordsOf(entities)),
    legalPersons: load((entities) => reader.legalPersonsOf(entities)),
    households: load((ids) => reader.households(ids)),
    householdsOf: load((residents) => reader.householdsOf(residents)),
    areas: load((codes) => areas.areasByCode(codes)),
    childAreas: load((codes) => areas.childrenOf(codes)),
    statistics: load((codes) => reader.statistics(codes)),
    pointers: load((ids) => administration.pointers(ids)),
    decisions: load((ids) => administration.decisionsById(ids)),
    pointersByName: byName((names) => administration.pointersByName(names)),
    recordsSetAside: byName((names) => reader.recordsSetAside(names)),
    explanations: new DataLoader(
      async (pairs) => {
        signal.throwIfAborted();
        return administration.explain(pairs);
      },
      { cacheKeyFn: ([a, b]) => `${a.id}/${b.id}` },
    ),
    runReports: load((ids) => administration.runReports(ids)),
    sampleVerdicts: load((ids) => administration.sampleVerdicts(ids)),
    pages: createPageLoaders(reader, signal),
    lookups: createLookupLoaders(reader, lookups, signal),
  };
}
