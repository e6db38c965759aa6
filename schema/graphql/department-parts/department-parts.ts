import type { Contract, Department } from '../../model/contract.ts';
import { type EntityType, entityTypes, type Label } from '../../model/identity.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import { describe, toCamelCase, toTypeName } from '../kernel/describe.ts';
import type { FieldResolvers, Subgraph } from '../subgraph.ts';
import { datasetField, datasetResolver, recordResolvers, recordSdl, recordTypeName } from './record-type.ts';

/** What each department stores of an entity, typed from its contracts: who joins by YAML alone appears by YAML alone. */
export interface DepartmentParts {
  readonly subgraph: Subgraph;
  /** SDL of the departments' fields on Resident and LegalEntity. */
  readonly fields: Readonly<Record<EntityType, string>>;
}

/** @param live departments that answer live about residents: they have a part even without a dataset. */
export function departmentParts(
  contracts: readonly Contract[],
  departments: readonly Department[],
  grades: GradeTable,
  live: readonly string[],
): DepartmentParts {
  const parts = entityTypes.flatMap((entityType) =>
    codesOf(contracts, entityType, live).map((code) => ({
      code,
      entityType,
      title: departments.find((department) => department.code === code)?.title ?? { zh: code, en: code },
      contracts: contracts.filter(({ department, entity }) => department === code && entity === entityType),
    })),
  );
  const fieldsOf = (entityType: EntityType): string =>
    parts
      .filter((part) => part.entityType === entityType)
      .map(({ code, title }) => `  ${describe(title)}\n  ${toCamelCase(code)}: ${partTypeName(code, entityType)}`)
      .join('\n');

  const resolvers: Record<string, FieldResolvers> = {};
  for (const entityType of entityTypes) {
    resolvers[graphTypeOf[entityType]] = Object.fromEntries(
      parts.filter((part) => part.entityType === entityType).map(({ code }) => [toCamelCase(code), self]),
    );
  }
  for (const part of parts) {
    resolvers[partTypeName(part.code, part.entityType)] = Object.fromEntries(part.contracts.map(datasetResolver));
    for (const contract of part.contracts) resolvers[recordTypeName(contract)] = recordResolvers(contract);
  }
  return {
    subgraph: {
      name: 'department-parts',
      typeDefs: parts.flatMap((part) => [partSdl(part), ...part.contracts.map((c) => recordSdl(c, grades))]).join('\n'),
      resolvers,
    },
    fields: { resident: fieldsOf('resident'), 'legal-entity': fieldsOf('legal-entity') },
  };
}

const graphTypeOf: Readonly<Record<EntityType, string>> = { resident: 'Resident', 'legal-entity': 'LegalEntity' };

/** `health` of a resident → `HealthResident`. */
const partTypeName = (department: string, entityType: EntityType): string =>
  `${toTypeName(department)}${graphTypeOf[entityType]}`;

const self = (entity: GuardedEntity): GuardedEntity => entity;

function codesOf(contracts: readonly Contract[], entityType: EntityType, live: readonly string[]): readonly string[] {
  const storing = contracts.filter(({ entity }) => entity === entityType).map(({ department }) => department);
  return [...new Set([...storing, ...(entityType === 'resident' ? live : [])])].sort();
}

function partSdl(part: {
  readonly code: string;
  readonly entityType: EntityType;
  readonly title: Label;
  readonly contracts: readonly Contract[];
}): string {
  const body = part.contracts.map(datasetField).join('\n');
  const description = describe({
    zh: `${part.title.zh}部门的部分`,
    en: `The part of the department: ${part.title.en}`,
  });
  // A type without fields of its own is filled by the department's live lookups.
  return `${description}\ntype ${partTypeName(part.code, part.entityType)}${body === '' ? '' : ` {\n${body}\n}`}\n`;
}
