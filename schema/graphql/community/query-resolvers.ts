import { codeTables } from '../../model/code-tables.ts';
import { conflict, invalid } from '../../model/errors.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { enumName, enumValues } from '../kernel/code-enums.ts';
import { toConnection } from '../kernel/connection.ts';
import type { FieldResolvers } from '../subgraph.ts';
import { emergencyCard } from './emergency-card.ts';
import { findChanges } from './find-changes.ts';
import {
  type LegalEntityPageArguments,
  legalEntityQuery,
  type ResidentPageArguments,
  residentQuery,
} from './page-arguments.ts';
import { verifyIdentity } from './verify-identity.ts';

export const queryResolvers: FieldResolvers = {
  resident: (_root, args: { id: string }, { loaders }: GraphContext) => loaders.residents.load(args.id),
  residents: async (_root, args: ResidentPageArguments, { reader, now }: GraphContext) => {
    const query = residentQuery(args, now);
    const page = await reader.entities('resident', query);
    return toConnection(page, query.after, () => reader.count('resident', query.filter));
  },
  residentByIdentity: async (_root, args: { document: string; name: string }, { reader }: GraphContext) =>
    onlyOne(await reader.residentsByIdentity(args.document, args.name)),
  household: (_root, args: { id: string }, { loaders }: GraphContext) => loaders.households.load(args.id),
  legalEntity: async (_root, args: { id?: string | null; creditCode?: string | null }, context: GraphContext) => {
    const { reader, loaders } = context;
    if (typeof args.id === 'string' && !args.creditCode) return loaders.legalEntities.load(args.id);
    if (!args.creditCode || args.id) {
      throw invalid('ARGUMENT_INVALID', 'legalEntity: give either id or creditCode, not both and not neither.');
    }
    const filter = { creditCode: args.creditCode.trim().toUpperCase() };
    const page = await reader.entities('legal-entity', { ...legalEntityQuery({}), filter, first: 2 });
    return onlyOne(page.edges.map(({ entity }) => entity));
  },
  legalEntities: async (_root, args: LegalEntityPageArguments, { reader }: GraphContext) => {
    const query = legalEntityQuery(args);
    const page = await reader.entities('legal-entity', query);
    return toConnection(page, query.after, () => reader.count('legal-entity', query.filter));
  },
  grid: (_root, args: { code: string }, { loaders }: GraphContext) => loaders.areas.load(args.code),
  verifyIdentity,
  emergencyCard,
  changes: findChanges,
  sources: (_root, _args: unknown, { services, now }: GraphContext) => services.sources.freshness(now),
  codeTables: () =>
    codeTables.map((table) => ({
      ...table,
      enum: enumName(table.name),
      codes: Object.entries(enumValues(table)).map(([value, code]) => ({ code, value, label: table.codes[code] })),
    })),
};

/** Two holders of one number are for a person to part; the hub does not choose one. */
function onlyOne(found: readonly GuardedEntity[]): GuardedEntity | null {
  if (found.length > 1) {
    throw conflict(
      'IDENTITY_AMBIGUOUS',
      'query: more than one entity answers to that; ask an administrator to decide.',
    );
  }
  return found[0] ?? null;
}
