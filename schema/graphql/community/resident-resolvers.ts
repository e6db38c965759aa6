import type { Provenance } from '../../model/entity.ts';
import { standardElements } from '../../model/standard-elements.ts';
import { legalPersonPath } from '../../store/reader/read-legal-persons.ts';
import type { FieldProvenance, GuardedEntity, GuardedHousehold, GuardedRecord } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { elementResolvers } from '../kernel/element-fields.ts';
import { forbiddenField } from '../kernel/forbidden-field.ts';
import { ageOn, todayInChina } from '../kernel/today.ts';
import type { FieldResolvers } from '../subgraph.ts';

export const residentResolvers: FieldResolvers = {
  ...elementResolvers('resident'),
  age: (resident: GuardedEntity, _args: unknown, { now }: GraphContext) => ageOf(resident, now),
  household: (resident: GuardedEntity, _args: unknown, { loaders }: GraphContext) => {
    const reading = resident.field('resident.household');
    if (reading.state === 'denied') throw forbiddenField('resident.household');
    // A masked id finds nothing, and asking for it would be refused.
    return reading.state === 'allowed' && reading.value !== null ? loaders.householdsOf.load(resident) : null;
  },
  ...sharedResolvers('resident'),
};

export const legalEntityResolvers: FieldResolvers = {
  ...elementResolvers('legal-entity'),
  legalPerson: (entity: GuardedEntity, _args: unknown, { reader, loaders }: GraphContext) => {
    const access = reader.decide(entity, legalPersonPath);
    if (access === 'allow') return loaders.legalPersons.load(entity);
    reader.note(entity, legalPersonPath);
    if (access === 'deny') throw forbiddenField(legalPersonPath);
    return null;
  },
  ...sharedResolvers('legal-entity'),
};

export const householdResolvers: FieldResolvers = {
  id: (household: GuardedHousehold) => {
    const { state, path, id } = household.id();
    if (state === 'denied') throw forbiddenField(path);
    return id;
  },
  size: (household: GuardedHousehold) => household.members.length,
};

export const linkedRecordResolvers: FieldResolvers = {
  key: (record: GuardedRecord) => {
    const reading = record.field('key');
    if (reading.state === 'denied') throw forbiddenField(`${record.part}.key`);
    return reading.value;
  },
};

/** Null where there is no birth date to reckon from, or only its year may be shown. */
export function ageOf(resident: GuardedEntity, now: Date): number | null {
  const reading = resident.field('resident.birthDate');
  if (reading.state === 'denied') throw forbiddenField('resident.birthDate');
  return reading.state === 'allowed' && reading.value !== null ? ageOn(todayInChina(now), reading.value) : null;
}

function sharedResolvers(entityType: 'resident' | 'legal-entity'): FieldResolvers {
  const names = standardElements[entityType].map(({ name }) => name);
  return {
    grid: (entity: GuardedEntity, _args: unknown, { loaders }: GraphContext) => {
      const path = `${entityType}.gridCode`;
      const reading = entity.field(path);
      if (reading.state === 'denied') throw forbiddenField(path);
      return reading.state === 'allowed' && reading.value !== null ? loaders.areas.load(reading.value) : null;
    },
    provenance: (entity: GuardedEntity, args: { fields?: readonly string[] | null }, { reader }: GraphContext) =>
      names
        .filter((name) => args.fields?.includes(name) ?? true)
        // What the agreement does not name is left out rather than refused: nobody asked for it by name.
        .filter((name) => args.fields || reader.may(`${entityType}.${name}`) !== 'deny')
        .flatMap((field): readonly (FieldProvenance & { readonly field: keyof Provenance | string })[] => {
          const source = entity.provenance(`${entityType}.${field}`);
          return source ? [{ field, ...source }] : [];
        }),
    records: (entity: GuardedEntity, _args: unknown, { loaders }: GraphContext) => loaders.records.load(entity),
  };
}
