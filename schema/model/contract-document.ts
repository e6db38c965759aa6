import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
} from 'yaml';
import type { Problem } from './contract-problem.ts';

export type DocumentPath = readonly (string | number)[];

/** A parsed YAML file that still knows where everything stands. */
export interface ContractSource {
  readonly file: string;
  /** Plain JavaScript values; cells, codes and column names as text, so that 01 stays 01. */
  readonly value: unknown;
  readonly syntaxProblems: readonly Problem[];
  /** Position of the value at `path`, or of its key; the nearest thing above it when it is not there. */
  problemAt(path: DocumentPath, message: string, nextStep: string, at?: 'key' | 'value'): Problem;
}

/** Under these keys every scalar is text, whatever YAML would make of it: 01, 2026-03-03, true. */
const textKeys = new Set([
  'from',
  'key',
  'version',
  'column',
  'sheet',
  'constant',
  'default',
  'equals',
  'empty-if',
  'map',
  'values',
]);
/** JSON forms keep the types of their test rows: a deceasedBoolean is a boolean. */
const typedForms: readonly unknown[] = ['json', 'ndjson', 'fhir'];

export function readContractSource(text: string, file: string): ContractSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const toProblem = (offset: number, message: string, nextStep: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message, nextStep };
  };
  const textual = new Set(textKeys);
  if (!typedForms.includes(document.getIn(['form', 'type']))) textual.add('row');
  const syntaxProblems = [...document.errors, ...document.warnings].map((error) =>
    toProblem(error.pos[0], describeSyntax(error), adviseSyntax(error)),
  );
  if (document.errors.length === 0) keepText(document.contents, textual);
  const contents = document.contents;
  return {
    file,
    value: document.errors.length === 0 ? toPlain(() => document.toJS()) : null,
    syntaxProblems,
    problemAt: (path, message, nextStep, at = 'value') => toProblem(offsetOf(contents, path, at), message, nextStep),
  };
}

/** An alias bomb or an unresolved alias makes toJS throw; the document then counts as empty. */
function toPlain(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return null;
  }
}

function keepText(contents: Node | null, textual: ReadonlySet<string>): void {
  if (contents === null) return;
  visit(contents, {
    Scalar(_key, scalar, ancestors) {
      const underText = ancestors.some(
        (ancestor) =>
          isPair(ancestor) &&
          isScalar(ancestor.key) &&
          ancestor.key !== scalar &&
          textual.has(String(ancestor.key.value)),
      );
      if (underText) asText(scalar, ancestors.at(-1));
    },
  });
}

function asText(scalar: Scalar, parent: unknown): void {
  const isVersion = isPair(parent) && isScalar(parent.key) && parent.key.value === 'version' && scalar.value === null;
  if (isVersion || typeof scalar.value === 'string') return;
  scalar.value = scalar.value === null ? '' : (scalar.source ?? String(scalar.value));
}

function offsetOf(contents: Node | null, path: DocumentPath, at: 'key' | 'value'): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      const keyOffset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
      offset = last && at === 'key' ? keyOffset : (startOf(node) ?? keyOffset);
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return null;
  const [start, end]: unknown[] = node.range;
  // An empty value has no place of its own; its key has.
  return typeof start === 'number' && start !== end ? start : null;
}

function describeSyntax(error: YAMLError): string {
  if (error.code === 'DUPLICATE_KEY') return 'The same word stands twice in one map';
  if (error.code === 'TAB_AS_INDENT') return 'A tab is used for indentation';
  return `This is not valid YAML: ${error.message.replace(/\.$/, '')}`;
}

function adviseSyntax(error: YAMLError): string {
  if (/flow|missing closing/i.test(error.message)) return 'close the bracket or quote that is still open above';
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return 'remove one of the two';
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BAD_INDENT':
      return 'line the words of one map up in the same column';
    default:
      return 'mend the line; a text with : # [ ] { } or a leading @ or * needs quotes';
  }
}
