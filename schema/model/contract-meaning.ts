import { departmentOf } from './contract-build.ts';
import type { ContractSource, DocumentPath } from './contract-document.ts';
import { checkField, type Report } from './contract-field-meaning.ts';
import { parsePath } from './contract-path.ts';
import { type Problem, suggest } from './contract-problem.ts';
import { flagRules, rejectRules } from './contract-rules.ts';
import type { WrittenContract } from './contract-shape.ts';

/** Faults that a JSON Schema cannot see: names that mean nothing, promises that contradict each other. */
export function checkContractMeaning(source: ContractSource, written: WrittenContract): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, nextStep, at) => problems.push(source.problemAt(path, message, nextStep, at));
  checkNames(written, report);
  checkKeyAndVersion(written, report);
  checkTargets(written, report);
  for (const [index, field] of written.fields.entries()) checkField(written, field, ['fields', index], report);
  checkTests(written, report);
  return problems;
}

function checkNames(written: WrittenContract, report: Report): void {
  const expected = departmentOf(written.dataset);
  if (written.department !== undefined && written.department !== expected) {
    report(
      ['department'],
      `The department "${written.department}" is not the one in the dataset's name, "${expected}"`,
      `write "department: ${expected}" or leave the line out`,
    );
  }
}

function checkKeyAndVersion(written: WrittenContract, report: Report): void {
  const named = new Set(written.fields.flatMap((field) => (field.from === undefined ? [] : [field.from])));
  const seen = new Set([...named, ...written.tests.flatMap((test) => columnsOf(test.row, written))]);
  if (!named.has(written.key)) {
    report(
      ['key'],
      `The key column "${written.key}" is not the source of any field`,
      `add "- { from: ${written.key}, to: … }" to fields, or correct the name${suggest(written.key, [...named])}`,
    );
  }
  if (written.version !== null && !seen.has(written.version)) {
    report(
      ['version'],
      `The version column "${written.version}" is in no field and in no test row`,
      `correct the name, or show it in a test row${suggest(written.version, [...seen])}`,
    );
  }
  const tombstone = written.tombstone?.column;
  if (tombstone !== undefined && !seen.has(tombstone)) {
    report(
      ['tombstone', 'column'],
      `The tombstone column "${tombstone}" is in no field and in no test row`,
      `correct the name, or show it in a test row${suggest(tombstone, [...seen])}`,
    );
  }
  for (const [index, field] of written.fields.entries()) {
    if (field.from === written.key && field.required === false) {
      report(
        ['fields', index, 'required'],
        `The field of the key column "${written.key}" must be required`,
        'remove "required: false": a record without its key cannot be kept',
      );
    }
  }
}

/** The columns of a test row; in JSON forms a path counts when its first property is there. */
function columnsOf(row: Readonly<Record<string, unknown>>, written: WrittenContract): readonly string[] {
  if (written.form.type === 'csv' || written.form.type === 'xlsx') return Object.keys(row);
  const heads = new Set(Object.keys(row));
  return [written.version, written.tombstone?.column]
    .filter((column) => column !== null && column !== undefined)
    .filter((column) => heads.has(column) || heads.has(headOf(column)))
    .concat(...heads);
}

function headOf(path: string): string {
  const first = parsePath(path)?.[0];
  return first?.step === 'property' ? first.name : path;
}

function checkTargets(written: WrittenContract, report: Report): void {
  const first = new Map<string, number>();
  for (const [index, { to }] of written.fields.entries()) {
    const earlier = first.get(to);
    if (earlier === undefined) first.set(to, index);
    else {
      report(
        ['fields', index, 'to'],
        `Two fields fill "${to}" (fields[${earlier}] and fields[${index}])`,
        'remove one of them or give it a name of its own',
      );
    }
  }
  if (written.entity !== 'grid') return;
  for (const name of ['code', 'street', 'community', 'grid'].filter((needed) => !first.has(needed))) {
    report(['fields'], `A grid contract lacks the field "${name}"`, `add "- { from: …, to: ${name}, … }"`, 'key');
  }
}

function checkTests(written: WrittenContract, report: Report): void {
  const fields = written.fields.map((field) => field.to);
  for (const [index, { expect }] of written.tests.entries()) {
    const at: DocumentPath = ['tests', index, 'expect'];
    if ('rejected' in expect) {
      const known = Object.keys(rejectRules);
      if (!known.includes(expect.rejected)) {
        report(
          [...at, 'rejected'],
          `"${expect.rejected}" is not a rule that rejects a row`,
          `use one of ${known.join(', ')}${suggest(expect.rejected, known)}`,
        );
      }
      continue;
    }
    for (const name of Object.keys(expect.values).filter((value) => !fields.includes(value))) {
      report(
        [...at, 'values', name],
        `No field fills "${name}"`,
        `use a name of fields${suggest(name, fields)}`,
        'key',
      );
    }
    for (const [position, flag] of (expect.flags ?? []).entries()) {
      const [field = '', rule = ''] = flag.split('/');
      if (fields.includes(field) && rule in flagRules) continue;
      report(
        [...at, 'flags', position],
        fields.includes(field) ? `"${rule}" is not a rule that flags a value` : `No field fills "${field}"`,
        `write field/RULE${suggest(rule, Object.keys(flagRules))}${suggest(field, fields)}`,
      );
    }
  }
}
