import type { Contract, ContractField, FeedForm, Operation } from './contract.ts';
import type { WrittenContract, WrittenField, WrittenForm, WrittenOperation } from './contract-shape.ts';
import type { Grade, Label } from './identity.ts';
import { findStandardElement } from './standard-elements.ts';

const defaultLimits: Contract['limits'] = { maxRejectedShare: 0.2, maxVanishedShare: 0.1 };
/** Believed rank of a source that says nothing of itself. */
const defaultRank = 100;

/** Fills every default in: what was left unsaid in the file is said in the Contract. */
export function buildContract(written: WrittenContract): Contract {
  return {
    dataset: written.dataset,
    department: departmentOf(written.dataset),
    title: written.title,
    entity: written.entity,
    form: buildForm(written.form),
    key: written.key,
    version: written.version,
    fields: written.fields.map((field) => buildField(written, field)),
    ...(written.tombstone ? { tombstone: written.tombstone } : {}),
    limits: { ...defaultLimits, ...written.limits },
    updateFrequency: written.updateFrequency,
    sharing: written.sharing,
    retention: written.retention,
    tests: written.tests,
  };
}

export const departmentOf = (dataset: string): string => dataset.slice(0, dataset.indexOf('.'));

/** The operations in their full form; one word alone counts as a list of one. */
export function buildOperations(written: WrittenField['operations']): readonly Operation[] {
  if (written === undefined) return [];
  return (isList(written) ? written : [written]).map(buildOperation);
}

function isList(written: WrittenOperation | readonly WrittenOperation[]): written is readonly WrittenOperation[] {
  return Array.isArray(written);
}

function buildOperation(written: WrittenOperation): Operation {
  if (typeof written === 'string') return { op: written };
  if (written['empty-if'] !== undefined) return { op: 'empty-if', values: written['empty-if'] };
  if (written.default !== undefined) return { op: 'default', value: written.default };
  if (written.date !== undefined) {
    return { op: 'date', formats: typeof written.date === 'string' ? [written.date] : written.date };
  }
  return { op: 'code', table: written.code ?? '', map: written.map ?? {} };
}

function buildForm(form: WrittenForm): FeedForm {
  switch (form.type) {
    case 'csv':
      return {
        type: 'csv',
        charset: form.charset ?? 'utf-8',
        delimiter: form.delimiter ?? ',',
        newline: form.newline ?? 'lf',
        bom: form.bom ?? false,
      };
    case 'xlsx':
      return { type: 'xlsx', sheet: form.sheet ?? 'first' };
    case 'fhir':
      return { type: 'fhir', resourceType: form.resourceType ?? '' };
    case 'json':
    case 'ndjson':
      return { type: form.type };
  }
}

function buildField(contract: WrittenContract, written: WrittenField): ContractField {
  const element = contract.entity === 'grid' ? null : findStandardElement(contract.entity, written.to);
  const operations = buildOperations(written.operations);
  const believed = typeof written.believed === 'number' ? { rank: written.believed } : written.believed;
  return {
    ...(written.from === undefined ? {} : { from: written.from }),
    ...(written.constant === undefined ? {} : { constant: written.constant }),
    to: written.to,
    label: written.label ?? element?.label ?? unnamed(written.to),
    type: written.type ?? element?.valueType ?? typeOf(operations),
    operations,
    required: written.required ?? (written.from !== undefined && written.from === contract.key),
    grade: written.grade ?? element?.grade ?? highestGrade,
    ...(element ? { believed: believed ?? { rank: defaultRank } } : {}),
    shared: written.shared ?? true,
  };
}

/** A field of a department's own without label or grade is a fault; these stand in until it is reported. */
const highestGrade: Grade = 4;
const unnamed = (name: string): Label => ({ zh: name, en: name });

/** The type that the last type-giving operation leaves. */
function typeOf(operations: readonly Operation[]): ContractField['type'] {
  for (const operation of operations.toReversed()) {
    switch (operation.op) {
      case 'date':
      case 'timestamp':
      case 'code':
      case 'integer':
      case 'decimal':
        return operation.op;
      default:
    }
  }
  return 'text';
}
