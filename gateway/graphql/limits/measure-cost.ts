import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { defaultPage, maxPage } from './limits.ts';

/** Fields that cost more than their share: a question to a department, a count over many rows. */
const weights: Readonly<Record<string, number>> = {
  conditions: 5,
  immunizations: 5,
  payments: 5,
  identityVerification: 5,
  statistics: 1,
  provenance: 2,
  sources: 5,
  verifyIdentity: 5,
  residentByIdentity: 5,
  emergencyCard: 10,
  explanation: 5,
  explain: 10,
  explainPair: 10,
  explainLink: 50,
  explainEntity: 50,
  explainRecord: 50,
  __schema: 200,
  __type: 50,
};

/** How many there usually are of what is no page. */
const listSizes: Readonly<Record<string, number>> = {
  children: 10,
  members: 4,
  records: 3,
  persons: 5,
  provenance: 1,
  codeTables: 1,
  codes: 1,
  sources: 10,
};
const usualListSize = 2;
const most = 1_000_000_000;

type Variables = Readonly<Record<string, unknown>>;

/**
 * What an operation costs: every object one, scalars nothing, lists their size times what is in them, pages their
 * `first`. The cost of a fragment does not depend on where it is spread, so it is reckoned once: the whole is linear.
 */
export function measureCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const reckoned = new Map<string, number>();

  const costOfFragment = (name: string): number => {
    const known = reckoned.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const cost = fragment && isObjectType(type) ? costOfSelection(fragment.selectionSet, type) : 0;
    reckoned.set(name, cost);
    return cost;
  };

  const costOfSelection = (set: SelectionSetNode, type: GraphQLObjectType): number => {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += costOfField(selection, type);
      else if (selection.kind === Kind.INLINE_FRAGMENT) sum += costOfSelection(selection.selectionSet, type);
      else sum += costOfFragment(selection.name.value);
    }
    return Math.min(most, sum);
  };

  const costOfField = (field: FieldNode, parent: GraphQLObjectType): number => {
    const name = field.name.value;
    const weight = weights[name] ?? 0;
    if (name.startsWith('__')) return weight;
    const definition = parent.getFields()[name];
    const type = definition && getNamedType(definition.type);
    if (!definition || !isObjectType(type)) return weight;
    const inner = field.selectionSet ? costOfSelection(field.selectionSet, type) : 0;
    if (type.name.endsWith('Connection')) return weight + 1 + pageSize(field, operation, variables) * inner;
    // Edges, nodes and pageInfo are counted by the page that they are of.
    if (parent.name.endsWith('Connection')) return name === 'pageInfo' ? 0 : 1 + inner;
    const size = isList(definition.type) ? (listSizes[name] ?? usualListSize) : 1;
    return Math.min(most, weight + size * (1 + inner));
  };

  const root = schema.getRootType(operation.operation);
  return root ? Math.ceil(costOfSelection(operation.selectionSet, root)) : 0;
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isListType(type.ofType) : isListType(type);
}

function pageSize(field: FieldNode, operation: OperationDefinitionNode, variables: Variables): number {
  const value = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (!value || value.kind === Kind.NULL) return defaultPage;
  if (value.kind === Kind.INT) return clamp(Number(value.value));
  if (value.kind !== Kind.VARIABLE) return maxPage;
  const given = variables[value.name.value];
  if (typeof given === 'number') return clamp(given);
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === value.name.value);
  const fallback = definition?.defaultValue;
  return fallback?.kind === Kind.INT ? clamp(Number(fallback.value)) : given === undefined ? defaultPage : maxPage;
}

/** Beyond the limits a page is refused when it is asked for; until then it counts as the largest. */
const clamp = (size: number): number => (Number.isInteger(size) && size >= 1 && size <= maxPage ? size : maxPage);
