import type { DepartmentLookups } from '../model/lookup.ts';
import type { Clock } from '../runtime/clock.ts';
import type { AdministrationServices } from './administration/administration-services.ts';
import type { AreaServices } from './community/area-services.ts';
import type { SourceServices } from './community/source-services.ts';

/** What is made once and serves every request. */
export interface GraphServices {
  readonly clock: Clock;
  readonly areas: AreaServices;
  readonly sources: SourceServices;
  readonly lookups: DepartmentLookups;
  readonly administration: AdministrationServices;
}
