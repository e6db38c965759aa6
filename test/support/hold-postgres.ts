import { startEmbeddedPostgres } from '../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';

/** Holds the embedded server of the folder named by the first argument until its standard input ends. */
const postgres = await startEmbeddedPostgres(process.argv[2] ?? '', { settings: { fsync: 'off' } });
process.stdout.write(`${postgres.origin}\n`);
for await (const _ of process.stdin);
await postgres.stop();
process.stdout.write('stopped\n');
