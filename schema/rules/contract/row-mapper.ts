import type { Contract, ContractField } from '../../model/contract.ts';
import { rejectRules } from '../../model/contract-rules.ts';
import type { Flag, MappedRow, RowFault } from '../../model/record.ts';
import { parseTimestamp } from '../elements/date.ts';
import { crossCheck } from './cross-check.ts';
import { type Cells, compileField, compileSource } from './field-mapper.ts';
import type { RowSight } from './field-operations.ts';
import { type Doubt, type FieldOutcome, softRules } from './field-outcome.ts';
import { readCell } from './read-cell.ts';
import { compileStorable } from './storable.ts';

export type MappingResult =
  | { readonly ok: true; readonly row: MappedRow }
  | { readonly ok: false; readonly key: string | null; readonly fault: RowFault };

export interface RowMapperOptions {
  /** The version of rows whose contract has none (`version: null`): the instant of the load. Default: the epoch. */
  readonly asOf?: string;
}

const epoch = '1970-01-01T00:00:00.000Z';

/**
 * The contract as one function from verbatim cells to a mapped row, or to the reason why the row goes back.
 * Compiled once; pure; a mapper is not shared between threads. A doubtful value is kept as sent and flagged.
 */
export function createRowMapper(contract: Contract, options: RowMapperOptions = {}): (cells: Cells) => MappingResult {
  const readHead = compileHead(contract, options.asOf ?? epoch);
  const isTombstone = compileTombstone(contract);
  const fields = orderFields(contract.fields).map((field) => ({ field, map: compileField(contract, field) }));
  const hasDocument = contract.entity === 'resident';
  // Without a column for the type, the operation citizen-id is itself the declaration.
  const assumedType = contract.fields.some((field) => field.to === 'documentType') ? null : 'CITIZEN_ID';
  const sight: RowSight = { documentType: null, citizenId: null, day: undefined };

  return (cells) => {
    const head = readHead(cells);
    if ('fault' in head) return { ok: false, ...head };
    const { key, version } = head;
    sight.documentType = assumedType;
    sight.citizenId = null;
    sight.day = contract.version === null ? undefined : beijingDay(version);
    const values: Record<string, string> = {};
    const flags: Flag[] = [];
    for (const { field, map } of fields) {
      const fault = take(field, map(cells, sight), values, flags);
      if (fault !== null) return { ok: false, key, fault };
      if (field.to === 'documentType' && flags.length === 0) sight.documentType = values.documentType ?? null;
    }
    if (hasDocument) crossCheck(values, flags, sight.citizenId);
    return { ok: true, row: { key, version, values, flags, deleted: isTombstone(cells) } };
  };
}

/** Adds one field's outcome to the row, or says why the row goes back. */
function take(
  field: ContractField,
  outcome: FieldOutcome,
  values: Record<string, string>,
  flags: Flag[],
): RowFault | null {
  const column = field.from ?? null;
  if (typeof outcome === 'string') {
    if (outcome !== '') values[field.to] = outcome;
    return outcome === '' && field.required ? faultOf('REQUIRED_MISSING', column, field) : null;
  }
  if (outcome.kind === 'rejection') return faultOf(outcome.rule, column, field);
  if (field.required && !softRules.has(outcome.rule)) return faultOf('REQUIRED_INVALID', column, field);
  values[field.to] = outcome.value;
  flags.push(toFlag(field.to, outcome));
  return null;
}

type Head = { readonly key: string; readonly version: string };
type HeadFault = { readonly key: string | null; readonly fault: RowFault };

/** What a row must have before its fields are looked at: a key, storable text, the right resource, a version. */
function compileHead(contract: Contract, asOf: string): (cells: Cells) => Head | HeadFault {
  const findUnstorable = compileStorable(contract.form);
  const resourceType = contract.form.type === 'fhir' ? contract.form.resourceType : null;
  const readKey = compileKey(contract);
  const readVersion = compileVersion(contract, asOf);
  return (cells) => {
    const unstorable = findUnstorable(cells);
    const key = readKey(cells);
    if (unstorable !== null) {
      const inKey = unstorable.column === null || contract.key.startsWith(unstorable.column);
      return { key: typeof key === 'string' && !inKey ? key : null, fault: unstorable };
    }
    if (typeof key !== 'string') return { key: null, fault: key };
    if (resourceType !== null && (cells.resourceType ?? resourceType) !== resourceType) {
      return { key, fault: faultOf('REQUIRED_INVALID', 'resourceType') };
    }
    const version = readVersion(cells);
    return typeof version === 'string' ? { key, version } : { key, fault: version };
  };
}

/** documentType first: the rule for documentNumber depends on it. */
function orderFields(fields: readonly ContractField[]): readonly ContractField[] {
  return [
    ...fields.filter((field) => field.to === 'documentType'),
    ...fields.filter((field) => field.to !== 'documentType'),
  ];
}

function compileKey(contract: Contract): (cells: Cells) => string | RowFault {
  const read = compileSource(contract, contract.key);
  return (cells) => textOf(readCell(read(cells), false), contract.key) || faultOf('KEY_MISSING', contract.key);
}

function compileVersion(contract: Contract, asOf: string): (cells: Cells) => string | RowFault {
  const column = contract.version;
  if (column === null) return () => asOf;
  const read = compileSource(contract, column);
  return (cells) => {
    const text = textOf(readCell(read(cells), false), column);
    if (text === '') return faultOf('VERSION_MISSING', column);
    return typeof text === 'string' ? (parseTimestamp(text) ?? faultOf('VERSION_INVALID', column)) : text;
  };
}

function compileTombstone(contract: Contract): (cells: Cells) => boolean {
  if (!contract.tombstone) return () => false;
  const read = compileSource(contract, contract.tombstone.column);
  const equals = new Set(contract.tombstone.equals);
  return (cells) => {
    const text = readCell(read(cells), false);
    return typeof text === 'string' && equals.has(text);
  };
}

/** Key and version must be plain text: a list or an object there counts as missing. */
function textOf(outcome: FieldOutcome, column: string): string | RowFault {
  if (typeof outcome === 'string') return outcome;
  return outcome.kind === 'rejection' ? faultOf(outcome.rule, column) : '';
}

function faultOf(rule: keyof typeof rejectRules, column: string | null, field?: ContractField): RowFault {
  const { zh, en } = rejectRules[rule];
  const reason = field ? { zh: `${field.label.zh}：${zh}`, en: `${field.label.en}: ${en}` } : { zh, en };
  return { rule, column, reason };
}

function toFlag(field: string, { rule, reason }: Doubt): Flag {
  return reason === undefined ? { field, rule } : { field, rule, reason };
}

/** The day in Beijing (UTC+8) of a UTC instant. */
function beijingDay(instant: string): string {
  if (instant.slice(11, 13) < '16') return instant.slice(0, 10);
  return new Date(Date.parse(instant) + 28_800_000).toISOString().slice(0, 10);
}
