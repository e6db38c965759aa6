import type { Contract, ContractField } from '../../model/contract.ts';
import { findStandardElement } from '../../model/standard-elements.ts';
import { partPath } from '../../rules/access/field-path.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GuardedEntity, GuardedRecord } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { describe, toCamelCase, toTypeName } from '../kernel/describe.ts';
import { accessDirective, graphType } from '../kernel/element-fields.ts';
import { forbiddenField } from '../kernel/forbidden-field.ts';
import { showReading, type ValueType } from '../kernel/show-value.ts';
import type { FieldResolvers, Resolver } from '../subgraph.ts';

/** Names that every record has; a contract's field of the same name gives way. */
const ownNames: ReadonlySet<string> = new Set(['key', 'version', 'receivedAt']);

/** `health.patient` → `HealthPatient`. */
export const recordTypeName = ({ dataset }: Contract): string => dataset.split('.').map(toTypeName).join('');

const fieldName = ({ dataset }: Contract): string => toCamelCase(dataset.slice(dataset.indexOf('.') + 1));

export const datasetField = (contract: Contract): string =>
  `  ${describe(contract.title)}\n  ${fieldName(contract)}: [${recordTypeName(contract)}!]`;

export function datasetResolver(contract: Contract): readonly [string, Resolver<GuardedEntity>] {
  return [
    fieldName(contract),
    async (entity: GuardedEntity, _args: unknown, { loaders, reader }: GraphContext) => {
      const part = partPath(entity.entityType, contract.dataset);
      if (!reader.reaches(part)) throw forbiddenField(part);
      return (await loaders.records.load(entity)).filter(({ dataset }) => dataset === contract.dataset);
    },
  ];
}

export function recordSdl(contract: Contract, grades: GradeTable): string {
  if (contract.entity === 'grid') return '';
  const part = partPath(contract.entity, contract.dataset);
  const fields = sharedFields(contract).map(
    (field) =>
      `  ${describe(field.label)}\n  ${field.to}: ${graphType(valueTypeOf(contract, field))} ${accessDirective(`${part}.${field.to}`, grades)}`,
  );
  return `
${describe(contract.title, `数据集 / Dataset: ${contract.dataset}`)}
type ${recordTypeName(contract)} {
  """部门内主键 / Key within the department"""
  key: String ${accessDirective(`${part}.key`, grades)}
  """版本时间 / Version"""
  version: DateTime!
  """收到时间 / When it was received"""
  receivedAt: DateTime!
${fields.join('\n')}
}`;
}

export function recordResolvers(contract: Contract): FieldResolvers {
  const show = (name: string, valueType: ValueType) => (record: GuardedRecord) =>
    showReading(record.field(name), `${record.part}.${name}`, valueType);
  return {
    key: show('key', { type: 'text' }),
    ...Object.fromEntries(
      sharedFields(contract).map((field) => [field.to, show(field.to, valueTypeOf(contract, field))]),
    ),
  };
}

function sharedFields({ fields }: Contract): readonly ContractField[] {
  const seen = new Set<string>();
  return fields.filter(({ to, shared }) => {
    const isNew = shared && !ownNames.has(to) && !seen.has(to);
    seen.add(to);
    return isNew;
  });
}

function valueTypeOf(contract: Contract, field: ContractField): ValueType {
  if (field.type !== 'code') return { type: field.type };
  const operation = field.operations.findLast(({ op }) => op === 'code');
  const element = contract.entity === 'grid' ? null : findStandardElement(contract.entity, field.to);
  const table = operation?.op === 'code' ? operation.table : element?.codeTable;
  return table === undefined ? { type: 'text' } : { type: 'code', table };
}
