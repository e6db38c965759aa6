#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { HubError } from '../../schema/model/errors.ts';
import { EnvironmentError } from '../../schema/runtime/environment.ts';
import { registerAccess } from './commands/access.ts';
import { registerAudit } from './commands/audit.ts';
import { registerContract } from './commands/contract.ts';
import { registerDemo } from './commands/demo.ts';
import { registerEvaluate } from './commands/evaluate.ts';
import { registerExplain } from './commands/explain.ts';
import { registerExport } from './commands/export.ts';
import { registerLoad } from './commands/load.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerReconcile } from './commands/reconcile.ts';
import { registerReport } from './commands/report.ts';
import { registerStart } from './commands/start.ts';
import { exitCodes, UsageError } from './exit-codes.ts';

/** Every verb, in the order in which a newcomer meets them. */
function createProgram(): Command {
  const program = new Command('commongrid')
    .description(
      'The data-sharing node of a community. Settings: DATABASE_URL, REDIS_URL, PORT, HOST, DATA_DIR, LOG_LEVEL.',
    )
    .showHelpAfterError('(see commongrid --help)')
    .exitOverride();
  registerDemo(program);
  registerStart(program);
  registerMigrate(program);
  registerLoad(program);
  registerReconcile(program);
  registerReport(program);
  registerExplain(program);
  registerExport(program);
  registerEvaluate(program);
  registerAccess(program);
  registerAudit(program);
  registerContract(program);
  return program;
}

/** One line for what the caller can mend; a stack only for what nobody foresaw. */
function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof UsageError || error instanceof EnvironmentError) {
    console.error(`commongrid: ${error.message}`);
    return exitCodes.usage;
  }
  if (error instanceof HubError) {
    console.error(`commongrid: ${error.message} (${error.code})`);
    return exitCodes.failed;
  }
  console.error('commongrid: stopped by an unforeseen fault; please report it with this trace.');
  console.error(error);
  return exitCodes.failed;
}

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isInterrupted = true;
    // A command that holds nothing open listens for no signal.
    if (process.listenerCount(signal) === 0) process.exit(exitCodes.interrupted);
  });
}
// `| head` has seen enough: the command goes on to its end, and nobody reads it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  // What fails because everything is being closed under it has nothing to say; the closing ends the process.
  if (!isInterrupted) process.exitCode = reportFailure(error);
}
