import type { Contract, ContractField } from '../../model/contract.ts';
import { parsePath, readPath } from '../../model/contract-path.ts';
import { checkText, compileOperation, type FieldOperation, type RowSight } from './field-operations.ts';
import type { FieldOutcome } from './field-outcome.ts';
import { readCell } from './read-cell.ts';

export type Cells = Readonly<Record<string, unknown>>;
export type FieldMapper = (cells: Cells, sight: RowSight) => FieldOutcome;

/** One field of a contract as a function of a row's cells. */
export function compileField(contract: Contract, field: ContractField): FieldMapper {
  const { constant } = field;
  if (constant !== undefined) return () => constant;
  const read = compileSource(contract, field.from ?? '');
  const numeric = field.type === 'integer' || field.type === 'decimal';
  const finish = compileText(contract, field);
  const absent = field.operations.find((operation) => operation.op === 'default')?.value ?? '';
  return (cells, sight) => {
    const text = readCell(read(cells), numeric);
    if (typeof text !== 'string') return text;
    const outcome = text === '' ? '' : finish(text, sight);
    return outcome === '' ? absent : outcome;
  };
}

/** Reads a column by its name; in JSON forms a name with dots or brackets is a path, unless a property bears it. */
export function compileSource(contract: Contract, from: string): (cells: Cells) => unknown {
  const typed = contract.form.type !== 'csv' && contract.form.type !== 'xlsx';
  const steps = typed && /[.[]/.test(from) ? parsePath(from) : null;
  if (steps === null) return (cells) => cells[from];
  return (cells) => (Object.hasOwn(cells, from) ? cells[from] : readPath(cells, steps));
}

function compileText(contract: Contract, field: ContractField): FieldOperation {
  const operations = field.operations.map((operation) => compileOperation(operation, field, contract.entity));
  if (field.operations.every(({ op }) => untyped.has(op))) operations.push(checkText);
  return operations.length === 1 && operations[0] ? operations[0] : chain(operations);
}

/** Operations that leave a text any text. */
const untyped: ReadonlySet<string> = new Set(['trim', 'upper', 'fold-width', 'empty-if', 'default']);

function chain(operations: readonly FieldOperation[]): FieldOperation {
  return (text, sight) => {
    let current = text;
    for (const operation of operations) {
      const outcome = operation(current, sight);
      if (typeof outcome !== 'string' || outcome === '') return outcome;
      current = outcome;
    }
    return current;
  };
}
