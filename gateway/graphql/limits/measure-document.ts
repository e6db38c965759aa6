import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** How large a document is with its fragments expanded. */
export interface DocumentMeasure {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  readonly operations: number;
  readonly repeatedFields: number;
}

interface SelectionMeasure {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  /** Fields directly in the selection. */
  readonly fields: number;
  readonly directives: number;
}

const nothing: SelectionMeasure = { depth: 0, introspectionDepth: 0, aliases: 0, fields: 0, directives: 0 };
/** Sums of expanded fragments can pass any number; more than this is all the same. */
const most = 1_000_000;

/**
 * Measures before anything else looks at the document. Linear in its length: every fragment is measured once, however
 * often it is spread; one that spreads itself counts nothing there and is left to validation.
 */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, SelectionMeasure | 'open'>();
  let repeatedFields = 0;

  const measureFragment = (name: string): SelectionMeasure => {
    const known = measured.get(name);
    if (known === 'open') return nothing;
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return nothing;
    measured.set(name, 'open');
    const measure = measureSelection(fragment.selectionSet, new Set());
    measured.set(name, measure);
    return measure;
  };

  const measureSelection = (set: SelectionSetNode, seen: Set<string>): SelectionMeasure => {
    let sum = nothing;
    for (const selection of set.selections) {
      sum = add(sum, { ...nothing, directives: selection.directives?.length ?? 0 });
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = selection.alias?.value ?? selection.name.value;
          if (seen.has(key)) repeatedFields += 1;
          seen.add(key);
          sum = add(sum, measureField(selection));
          break;
        }
        // Its fields lie in the same selection as those around it.
        case Kind.INLINE_FRAGMENT:
          sum = add(sum, measureSelection(selection.selectionSet, seen));
          break;
        case Kind.FRAGMENT_SPREAD:
          sum = add(sum, measureFragment(selection.name.value));
          break;
      }
    }
    return sum;
  };

  const measureField = (field: FieldNode): SelectionMeasure => {
    const inner = field.selectionSet ? measureSelection(field.selectionSet, new Set()) : nothing;
    const own = { ...inner, fields: 1, aliases: inner.aliases + (field.alias ? 1 : 0) };
    // By the name of the field, never of a fragment: only the root has fields of these names.
    return field.name.value === '__schema' || field.name.value === '__type'
      ? { ...own, depth: 1, introspectionDepth: 1 + inner.depth }
      : { ...own, depth: 1 + inner.depth };
  };

  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const measures = operations.map((operation) =>
    add(measureSelection(operation.selectionSet, new Set()), {
      ...nothing,
      directives: (operation.directives?.length ?? 0) + directivesOf(operation.variableDefinitions ?? []),
    }),
  );
  // A fragment that no operation spreads is measured too: validation looks at it all the same.
  for (const name of fragments.keys()) measureFragment(name);
  const greatest = (pick: (measure: SelectionMeasure) => number): number => Math.max(0, ...measures.map(pick));
  return {
    depth: greatest(({ depth }) => depth),
    introspectionDepth: greatest(({ introspectionDepth }) => introspectionDepth),
    aliases: greatest(({ aliases }) => aliases),
    rootFields: greatest(({ fields }) => fields),
    directives: measures.reduce((sum, { directives }) => sum + directives, 0),
    operations: operations.length,
    repeatedFields,
  };
}

const add = (a: SelectionMeasure, b: SelectionMeasure): SelectionMeasure => ({
  depth: Math.max(a.depth, b.depth),
  introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
  aliases: Math.min(most, a.aliases + b.aliases),
  fields: Math.min(most, a.fields + b.fields),
  directives: Math.min(most, a.directives + b.directives),
});

const directivesOf = (nodes: readonly { readonly directives?: readonly unknown[] | undefined }[]): number =>
  nodes.reduce((sum, { directives }) => sum + (directives?.length ?? 0), 0);
