import type { EntityType } from '../../model/identity.ts';
import { type StandardElement, standardElements } from '../../model/standard-elements.ts';
import type { GradeTable } from '../../rules/access/grade-table.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { FieldResolvers } from '../subgraph.ts';
import { enumName } from './code-enums.ts';
import { describe } from './describe.ts';
import { showReading, type ValueType } from './show-value.ts';

/** The shared fields of an entity as SDL: one per standard element, so none can be forgotten or left ungraded. */
export function elementFields(entityType: EntityType, grades: GradeTable): string {
  return standardElements[entityType]
    .map((element) => {
      const path = `${entityType}.${element.name}`;
      const type = graphType(valueTypeOf(element));
      return `  ${describe(element.label)}\n  ${element.name}: ${type} ${accessDirective(path, grades)}`;
    })
    .join('\n');
}

export function elementResolvers(entityType: EntityType): FieldResolvers {
  return Object.fromEntries(
    standardElements[entityType].map((element) => {
      const path = `${entityType}.${element.name}`;
      const valueType = valueTypeOf(element);
      return [element.name, (entity: GuardedEntity) => showReading(entity.field(path), path, valueType)];
    }),
  );
}

export const accessDirective = (path: string, grades: GradeTable): string =>
  `@access(path: "${path}", grade: ${grades.gradeOf(path)})`;

/** The GraphQL type that carries values of a kind. */
export function graphType(valueType: ValueType): string {
  switch (valueType.type) {
    case 'text':
      return 'String';
    case 'date':
      return 'Date';
    case 'timestamp':
      return 'DateTime';
    case 'integer':
      return 'Int';
    case 'decimal':
      return 'Decimal';
    case 'boolean':
      return 'Boolean';
    case 'code':
      return enumName(valueType.table);
  }
}

function valueTypeOf({ valueType, codeTable }: StandardElement): ValueType {
  if (valueType !== 'code') return { type: valueType };
  return codeTable === undefined ? { type: 'text' } : { type: 'code', table: codeTable };
}
