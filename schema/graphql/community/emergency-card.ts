import { invalid } from '../../model/errors.ts';
import { normalisePhone } from '../../rules/elements/phone.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { showReading, type ValueType } from '../kernel/show-value.ts';
import type { FieldResolvers } from '../subgraph.ts';
import { ageOf } from './resident-resolvers.ts';

interface CardArguments {
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly incident: string;
}

const maxPersons = 20;
const incidentShape = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{2,63}$/u;

/** Who may be where the alarm comes from. Stored data alone, so that it is there in time with every source down. */
export async function emergencyCard(
  _root: unknown,
  { phone, address, incident }: CardArguments,
  { reader, operation }: GraphContext,
): Promise<{ readonly incident: string; readonly persons: readonly GuardedEntity[] }> {
  if (!incidentShape.test(incident)) {
    throw invalid('INCIDENT_INVALID', 'emergencyCard: incident is a number such as 119-20261101-0042.');
  }
  if ((operation.details.incident ?? incident) !== incident) {
    throw invalid('INCIDENT_INVALID', 'emergencyCard: one request is about one incident; ask for the other one apart.');
  }
  // Before the question: a refusal is written down with its incident too.
  operation.details = { ...operation.details, incident };
  const filter = phone ? { phone: normalisePhone(phone).canonical } : { addressContains: addressPart(address) };
  const page = await reader.entities('resident', {
    filter,
    order: { by: 'id', direction: 'ascending' },
    first: maxPersons,
    after: null,
  });
  return { incident, persons: page.edges.map(({ entity }) => entity) };
}

function addressPart(address: string | null | undefined): string {
  const text = address?.trim() ?? '';
  if ([...text].length < 4) {
    throw invalid('ARGUMENT_INVALID', 'emergencyCard: give a telephone, or at least four characters of an address.');
  }
  return text;
}

const field =
  (path: string, valueType: ValueType = { type: 'text' }) =>
  (resident: GuardedEntity) =>
    showReading(resident.field(path), path, valueType);

export const emergencyPersonResolvers: FieldResolvers = {
  resident: (resident: GuardedEntity) => resident,
  name: field('resident.name'),
  age: (resident: GuardedEntity, _args: unknown, { now }: GraphContext) => ageOf(resident, now),
  livesAlone: (resident: GuardedEntity) => {
    const situation = field('resident.livingSituation', { type: 'code', table: 'living-situation' })(resident);
    return situation === null ? null : situation === 'ALONE';
  },
  ability: field('resident.elderAbility', { type: 'code', table: 'elder-ability' }),
  address: field('resident.actualAddress'),
  phone: field('resident.phone'),
  emergencyContactName: field('resident.emergencyContactName'),
  emergencyContactPhone: field('resident.emergencyContactPhone'),
};
