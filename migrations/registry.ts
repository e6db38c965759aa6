import type { Knex } from 'knex';
import * as feeds from './0001-feeds.ts';
import * as records from './0002-records.ts';
import * as resolution from './0003-resolution.ts';
import * as golden from './0004-golden.ts';
import * as access from './0005-access.ts';
import * as decisions from './0006-decisions.ts';
import * as reconciliationReports from './0007-reconciliation-reports.ts';
import * as runParts from './0008-run-parts.ts';
import * as cheapWrites from './0009-cheap-writes.ts';

/** Every migration, oldest first. Names carry no extension, so that source and build agree. Never edit a landed one. */
const migrations: readonly { readonly name: string; readonly migration: Knex.Migration }[] = [
  { name: '0001-feeds', migration: { up: feeds.up, down: feeds.down } },
  { name: '0002-records', migration: { up: records.up, down: records.down } },
  { name: '0003-resolution', migration: { up: resolution.up, down: resolution.down } },
  { name: '0004-golden', migration: { up: golden.up, down: golden.down } },
  { name: '0005-access', migration: { up: access.up, down: access.down } },
  { name: '0006-decisions', migration: { up: decisions.up, down: decisions.down } },
  {
    name: '0007-reconciliation-reports',
    migration: { up: reconciliationReports.up, down: reconciliationReports.down },
  },
  { name: '0008-run-parts', migration: { up: runParts.up, down: runParts.down } },
  { name: '0009-cheap-writes', migration: { up: cheapWrites.up, down: cheapWrites.down } },
];

type Listed = (typeof migrations)[number];

export const migrationSource: Knex.MigrationSource<Listed> = {
  getMigrations: async () => [...migrations],
  getMigrationName: (listed) => listed.name,
  getMigration: async (listed) => listed.migration,
};
