import type { Principal } from '../model/agreement.ts';
import type { Reader } from '../store/reader/reader.ts';
import type { GraphServices } from './graph-services.ts';
import type { GraphLoaders } from './kernel/create-loaders.ts';
import type { LookupNotes } from './kernel/lookup-notes.ts';

/** What one request works with. Made anew for each: nothing in it is shared between callers. */
export interface GraphContext {
  readonly principal: Principal;
  /** The only way to personal data. */
  readonly reader: Reader;
  readonly services: GraphServices;
  readonly loaders: GraphLoaders;
  /** What live lookups answered, for `extensions.sources`. */
  readonly lookupNotes: LookupNotes;
  /** How this request stands in the disclosure chain; written there when it ends. */
  readonly operation: RequestOperation;
  /** The request's one moment. */
  readonly now: Date;
  /** Aborted when the request's time is over: nothing new is begun then. */
  readonly signal: AbortSignal;
}

export interface RequestOperation {
  name: string;
  readonly hash: string | null;
  /** Beside the entry's own details: the incident of an emergency. */
  details: Readonly<Record<string, string>>;
}
