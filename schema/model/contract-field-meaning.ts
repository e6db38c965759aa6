import { findCodeTable } from './code-tables.ts';
import type { Operation } from './contract.ts';
import { buildOperations } from './contract-build.ts';
import type { DocumentPath } from './contract-document.ts';
import { parsePath } from './contract-path.ts';
import { suggest } from './contract-problem.ts';
import type { WrittenContract, WrittenField } from './contract-shape.ts';
import { entityTypes } from './identity.ts';
import { findStandardElement, type StandardElement, standardElements } from './standard-elements.ts';

/** Takes note of a fault at a place of the document. */
export type Report = (path: DocumentPath, message: string, nextStep: string, at?: 'key' | 'value') => void;

/** One field against the standard elements, the code tables and the form of its feed. */
export function checkField(written: WrittenContract, field: WrittenField, path: DocumentPath, report: Report): void {
  if ((field.from === undefined) === (field.constant === undefined)) {
    report(
      path,
      `The field "${field.to}" needs a source: either from or constant`,
      field.from === undefined ? 'add "from: <column>"' : 'remove one of the two',
    );
  }
  checkSource(written, field, path, report);
  const element = written.entity === 'grid' ? null : findStandardElement(written.entity, field.to);
  if (element) checkElement(element, field, path, report);
  else checkOwnField(written, field, path, report);
  checkOperations(field, path, report);
}

function checkSource(written: WrittenContract, field: WrittenField, path: DocumentPath, report: Report): void {
  const typed = written.form.type !== 'csv' && written.form.type !== 'xlsx';
  if (typed && field.from !== undefined && parsePath(field.from) === null) {
    report(
      [...path, 'from'],
      `The path "${field.from}" cannot be read`,
      'write it like meta.lastUpdated, name[0].text or identifier[system=urn:oid:1.2].value',
    );
  }
}

function checkElement(element: StandardElement, field: WrittenField, path: DocumentPath, report: Report): void {
  if (field.grade !== undefined && field.grade < element.grade) {
    report(
      [...path, 'grade'],
      `The grade of "${field.to}" is lowered from ${element.grade} to ${field.grade}`,
      `write ${element.grade} or more, or leave the grade out: a contract may only raise it`,
    );
  }
  if (field.type !== undefined && field.type !== element.valueType) {
    report(
      [...path, 'type'],
      `"${field.to}" is of type ${element.valueType}, not ${field.type}`,
      'leave the type out: a standard element has its own',
    );
  }
  if (field.constant !== undefined) {
    const table = element.codeTable === undefined ? null : findCodeTable(element.codeTable);
    if (table && !Object.hasOwn(table.codes, field.constant)) {
      report(
        [...path, 'constant'],
        `The constant "${field.constant}" is not in code table "${table.name}"`,
        `use one of ${Object.keys(table.codes).join(', ')}`,
      );
    }
    return;
  }
  if (element.valueType === 'text') return;
  const operations = buildOperations(field.operations);
  const codeOperation = operations.find((operation) => operation.op === 'code');
  if (!operations.some((operation) => operation.op === element.valueType)) {
    const example =
      element.valueType === 'code'
        ? `{ code: ${element.codeTable} }`
        : element.valueType === 'date'
          ? '{ date: YYYYMMDD }'
          : element.valueType;
    report(
      path,
      `"${field.to}" holds a ${element.valueType}, and no operation makes one`,
      `add "operations: ${example}"`,
    );
  } else if (codeOperation && codeOperation.table !== element.codeTable && findCodeTable(codeOperation.table)) {
    report(
      [...path, 'operations'],
      `"${field.to}" is coded by table "${element.codeTable}", not "${codeOperation.table}"`,
      `write "code: ${element.codeTable}"`,
    );
  }
}

function checkOwnField(written: WrittenContract, field: WrittenField, path: DocumentPath, report: Report): void {
  const at = [...path, 'to'];
  const names = written.entity === 'grid' ? [] : standardElements[written.entity].map((element) => element.name);
  const other = entityTypes.find((type) => type !== written.entity && findStandardElement(type, field.to));
  if (written.entity !== 'grid' && other) {
    report(
      at,
      `"${field.to}" is a standard element of ${other}, and this contract is about ${written.entity}`,
      `choose an element of ${written.entity}, or another name for a field of the department's own${suggest(field.to, names)}`,
    );
  } else if (field.label === undefined) {
    report(
      at,
      `"${field.to}" is not a standard element of ${written.entity}`,
      `correct the name${suggest(field.to, names)}, or make it the department's own with "label: { zh: …, en: … }" and "grade: 1" to 4`,
    );
  } else if (field.grade === undefined) {
    report(
      path,
      `The department's own field "${field.to}" has no grade`,
      'add "grade: 1" (open) to 4 (most sensitive)',
    );
  }
  if (field.believed !== undefined) {
    report(
      [...path, 'believed'],
      `"${field.to}" is the department's own field, which no other source can contradict`,
      'remove "believed"',
      'key',
    );
  }
}

function checkOperations(field: WrittenField, path: DocumentPath, report: Report): void {
  const list = Array.isArray(field.operations);
  for (const [index, operation] of (list ? [...field.operations] : [field.operations]).entries()) {
    if (typeof operation !== 'object') continue;
    const at = list ? [...path, 'operations', index] : [...path, 'operations'];
    const words = Object.keys(operation).filter((word) => word !== 'map');
    if (words.length !== 1 || ('map' in operation && !('code' in operation))) {
      report(
        at,
        'An operation with settings names exactly one of date, empty-if, default, code',
        'write each operation as an entry of its own; "map" stands beside "code"',
      );
    }
  }
  for (const [index, operation] of buildOperations(field.operations).entries()) {
    if (operation.op !== 'code' || operation.table === '') continue;
    checkCodes(operation, list ? [...path, 'operations', index] : [...path, 'operations'], report);
  }
}

function checkCodes(operation: Extract<Operation, { op: 'code' }>, path: DocumentPath, report: Report): void {
  const table = findCodeTable(operation.table);
  if (!table) {
    report(
      [...path, 'code'],
      `There is no code table "${operation.table}"`,
      'use a table of schema/model/code-tables, or keep the value as text without the operation',
    );
    return;
  }
  for (const [from, to] of Object.entries(operation.map)) {
    if (Object.hasOwn(table.codes, to)) continue;
    report(
      [...path, 'map', from],
      `The code map turns "${from}" into "${to}", which is not in code table "${table.name}"`,
      `use one of ${shortList(Object.keys(table.codes))}${suggest(to, Object.keys(table.codes))}`,
    );
  }
}

function shortList(values: readonly string[]): string {
  return values.length <= 12 ? values.join(', ') : `${values.slice(0, 12).join(', ')}, …`;
}
