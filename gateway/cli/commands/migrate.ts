import type { Command } from 'commander';
import { openContext, withHub } from '../run-command.ts';

/** `commongrid migrate` */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to this version and apply the contracts')
    .action(async () => {
      const context = openContext({ quiet: true });
      // Opening the hub migrates and applies the contracts.
      const datasets = await withHub(context, async (hub) => hub.contracts.length);
      context.terminal.print(`The database is at this version; ${datasets} contracts are applied.`);
    });
}
