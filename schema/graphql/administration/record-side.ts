import type { Contract } from '../../model/contract.ts';
import type { Label } from '../../model/identity.ts';
import type { GuardedEntity, GuardedRecord } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers } from '../subgraph.ts';
import type { RecordPointer } from './administration-services.ts';

interface RecordField {
  readonly name: string;
  readonly label: Label;
  readonly value: string | null;
  readonly masked: boolean;
}

/** A record pointed at, shown through the guarded reader: nothing of it is read past the agreement. */
export const recordSideResolvers = (contracts: readonly Contract[]): FieldResolvers => ({
  key: async (side: RecordPointer, _args: unknown, context: GraphContext) =>
    (await findRecord(context, side))?.field('key').value ?? null,
  entityId: async (side: RecordPointer, _args: unknown, context: GraphContext) =>
    (await findEntity(context, side))?.id ?? null,
  version: async (side: RecordPointer, _args: unknown, context: GraphContext) =>
    (await findRecord(context, side))?.version ?? null,
  fields: async (side: RecordPointer, _args: unknown, context: GraphContext) => {
    const record = await findRecord(context, side);
    const contract = contracts.find(({ dataset }) => dataset === side.dataset);
    return record && contract ? readFields(record, contract) : null;
  },
});

/** Null where the record's entity is not for this caller; one that belongs to none is shown if it was set aside. */
async function findRecord(context: GraphContext, side: RecordPointer): Promise<GuardedRecord | null> {
  const { dataset, key } = side;
  if (side.entityId === null) return context.loaders.recordsSetAside.load({ dataset, key });
  const entity = await findEntity(context, side);
  if (!entity) return null;
  const own = (await context.loaders.records.load(entity)).filter((record) => record.dataset === dataset);
  return (own.length === 1 ? own[0] : own.find((record) => record.field('key').value === key)) ?? null;
}

async function findEntity(
  { loaders }: GraphContext,
  { entityType, entityId }: RecordPointer,
): Promise<GuardedEntity | null> {
  if (entityId === null) return null;
  return (entityType === 'resident' ? loaders.residents : loaders.legalEntities).load(entityId);
}

function readFields(record: GuardedRecord, contract: Contract): readonly RecordField[] {
  return contract.fields
    .filter(({ shared }) => shared)
    .flatMap(({ to, label }): readonly RecordField[] => {
      const reading = record.field(to);
      if (reading.state === 'denied' || reading.value === null) return [];
      return [{ name: to, label, value: reading.value, masked: reading.state === 'masked' }];
    });
}
