import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ClientKind } from '../../../schema/model/agreement.ts';
import type { Grade } from '../../../schema/model/identity.ts';
import { listAgreements } from '../../../schema/store/agreement-store.ts';
import { findClient, listClients } from '../../../schema/store/client-store.ts';
import { listTokens } from '../../../schema/store/token-store.ts';
import { administerAccess } from '../../auth/administer-access.ts';
import { localOperator } from '../../auth/issue-operator-token.ts';
import { UsageError } from '../exit-codes.ts';
import type { Hub } from '../hub/open-hub.ts';
import { openContext, withHub } from '../run-command.ts';

/** `commongrid client|agreement|token create|list|revoke`; every deed is written into the audit chain. */
export function registerAccess(program: Command): void {
  registerClients(program.command('client').description('consumer applications, departments, administrators'));
  registerAgreements(program.command('agreement').description('what a client may read'));
  registerTokens(program.command('token').description('what a client signs in with'));
}

/** Every access command answers in JSON: its reader is a script or a person who copies an id. */
const run = async (
  work: (hub: Hub, access: ReturnType<typeof administerAccess>) => Promise<unknown>,
): Promise<void> => {
  const context = openContext({ quiet: true });
  const answer = await withHub(context, (hub) => work(hub, administerAccess(hub.db, hub.clock)));
  context.terminal.printJson(answer);
};

function registerClients(clients: Command): void {
  clients
    .command('create')
    .argument('<name>')
    .addOption(new Option('--kind <kind>').choices(['platform', 'department', 'administrator']).makeOptionMandatory())
    .option('--department <code>', 'for a department: whose datasets it may push')
    .action((name: string, { kind, department }: { readonly kind: ClientKind; readonly department?: string }) =>
      run((_hub, access) => access.createClient(localOperator, { name, kind, department: department ?? null })),
    );
  clients.command('list').action(() => run(({ db }) => listClients(db)));
  clients
    .command('revoke')
    .argument('<id>')
    .action((id: string) =>
      run((_hub, access) => access.revokeClient(localOperator, id).then(() => ({ revoked: id }))),
    );
}

interface AgreementOptions {
  readonly client: string;
  readonly purpose: readonly string[];
  readonly area: readonly string[];
  readonly field: readonly string[];
  readonly grade: Grade;
  readonly days: number;
}

function registerAgreements(agreements: Command): void {
  agreements
    .command('create')
    .requiredOption('--client <id or name>')
    .requiredOption('--purpose <purpose...>', 'what the data is used for; a caller names one in X-Purpose')
    .requiredOption('--area <code...>', 'area codes; a code covers all that begin with it; * is everywhere')
    .requiredOption('--field <pattern...>', 'resident.name, resident.health.*, legal-entity.*, *')
    .option('--grade <1-4>', 'fields above this grade are masked', parseGrade, 2)
    .option('--days <n>', 'how long it holds', parseCount, 365)
    .action((options: AgreementOptions) =>
      run(async (hub, access) => {
        const nowMs = hub.clock.now().getTime();
        return access.createAgreement(localOperator, {
          clientId: await requireClientId(hub, options.client),
          purposes: options.purpose,
          areas: options.area,
          fields: options.field,
          grade: options.grade,
          validFrom: new Date(nowMs).toISOString(),
          until: new Date(nowMs + options.days * dayMs).toISOString(),
        });
      }),
    );
  agreements
    .command('list')
    .option('--client <id or name>')
    .action(({ client }: { readonly client?: string }) =>
      run(async (hub) => listAgreements(hub.db, client === undefined ? null : await requireClientId(hub, client))),
    );
  agreements
    .command('revoke')
    .argument('<id>')
    .action((id: string) =>
      run((_hub, access) => access.revokeAgreement(localOperator, id).then(() => ({ revoked: id }))),
    );
}

interface TokenOptions {
  readonly client: string;
  readonly agreement?: string;
  readonly days: number;
}

function registerTokens(tokens: Command): void {
  tokens
    .command('create')
    .description('the token is shown this once')
    .requiredOption('--client <id or name>')
    .option('--agreement <id>', 'what it reads under; a department that only pushes needs none')
    .option('--days <n>', 'how long it holds', parseCount, 90)
    .action(({ client, agreement, days }: TokenOptions) =>
      run(async (hub, access) =>
        access.createToken(localOperator, {
          clientId: await requireClientId(hub, client),
          agreementId: agreement ?? null,
          expiresAt: new Date(hub.clock.now().getTime() + days * dayMs),
        }),
      ),
    );
  tokens
    .command('list')
    .option('--client <id or name>')
    .action(({ client }: { readonly client?: string }) =>
      run(async (hub) => listTokens(hub.db, client === undefined ? null : await requireClientId(hub, client))),
    );
  tokens
    .command('revoke')
    .argument('<id>')
    .action((id: string) => run((_hub, access) => access.revokeToken(localOperator, id).then(() => ({ revoked: id }))));
}

async function requireClientId({ db }: Hub, idOrName: string): Promise<string> {
  const client = await findClient(db, idOrName);
  if (!client) throw new UsageError(`no client ${idOrName}; see \`commongrid client list\``);
  return client.id;
}

const dayMs = 86_400_000;

function parseGrade(value: string): Grade {
  const grade = ([1, 2, 3, 4] as const).find((known) => String(known) === value);
  if (!grade) throw new InvalidArgumentError('a grade is 1, 2, 3 or 4');
  return grade;
}

function parseCount(value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new InvalidArgumentError('a whole number from 1');
  return Number(value);
}
