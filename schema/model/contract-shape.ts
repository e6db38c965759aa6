import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../runtime/package-root.ts';
import type { Charset, Contract, DateFormat, FeedForm } from './contract.ts';
import type { ContractSource, DocumentPath } from './contract-document.ts';
import { type Problem, suggest } from './contract-problem.ts';
import type { Grade, Label } from './identity.ts';

/** A contract as written by hand, once contract.schema.json holds for it. */
export interface WrittenContract {
  readonly dataset: string;
  readonly department?: string;
  readonly title: Label;
  readonly entity: Contract['entity'];
  readonly form: WrittenForm;
  readonly key: string;
  readonly version: string | null;
  readonly fields: readonly WrittenField[];
  readonly tombstone?: { readonly column: string; readonly equals: readonly string[] };
  readonly limits?: { readonly maxRejectedShare?: number; readonly maxVanishedShare?: number };
  readonly updateFrequency: string;
  readonly sharing: Contract['sharing'];
  readonly retention: Contract['retention'];
  readonly tests: Contract['tests'];
}

export interface WrittenForm {
  readonly type: FeedForm['type'];
  readonly charset?: Charset;
  readonly delimiter?: string;
  readonly newline?: 'lf' | 'crlf';
  readonly bom?: boolean;
  readonly sheet?: string;
  readonly resourceType?: string;
}

export interface WrittenField {
  readonly from?: string;
  readonly constant?: string;
  readonly to: string;
  readonly label?: Label;
  readonly type?: Contract['fields'][number]['type'];
  readonly operations?: WrittenOperation | readonly WrittenOperation[];
  readonly required?: boolean;
  readonly grade?: Grade;
  readonly believed?: number | { readonly rank: number; readonly freshDays?: number };
  readonly shared?: boolean;
}

type OperationWord =
  | 'trim'
  | 'upper'
  | 'fold-width'
  | 'timestamp'
  | 'citizen-id'
  | 'credit-code'
  | 'phone'
  | 'name'
  | 'address'
  | 'grid-code'
  | 'decimal'
  | 'integer';

/** A word, or a map with exactly one of date, empty-if, default, code (code may have a map beside it). */
export type WrittenOperation =
  | OperationWord
  | {
      readonly date?: DateFormat | readonly DateFormat[];
      readonly 'empty-if'?: readonly string[];
      readonly default?: string;
      readonly code?: string;
      readonly map?: Readonly<Record<string, string>>;
    };

const contractSchemaFile = 'schema/model/contract.schema.json';

/** The document in its written shape, or every place where it breaks contract.schema.json. */
export function checkContractShape(
  source: ContractSource,
):
  | { readonly ok: true; readonly written: WrittenContract }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const validate = compileSchema();
  if (validate(source.value)) return { ok: true, written: source.value as WrittenContract };
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== 'if');
  return { ok: false, problems: errors.map((error) => toProblem(source, error)) };
}

let compiled: ValidateFunction | null = null;
function compileSchema(): ValidateFunction {
  const file = path.join(packageRoot(), contractSchemaFile);
  compiled ??= new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  }).compile(JSON.parse(readFileSync(file, 'utf8')));
  return compiled;
}

function toProblem(source: ContractSource, error: ErrorObject): Problem {
  const where = toPath(error.instancePath);
  const name = nameOf(where);
  switch (error.keyword) {
    case 'required': {
      const missing = String(error.params.missingProperty);
      return source.problemAt(where, `${name} lacks "${missing}"`, advice[missing] ?? `add "${missing}: …"`);
    }
    case 'additionalProperties': {
      const unknown = String(error.params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      const next = `use one of ${known.join(', ')}${suggest(unknown, known)}`;
      return source.problemAt([...where, unknown], `${name} has an unknown word "${unknown}"`, next, 'key');
    }
    case 'enum': {
      const allowed = (error.params.allowedValues as readonly unknown[]).map(String);
      const next = `use one of ${allowed.join(', ')}${suggest(String(error.data), allowed)}`;
      return source.problemAt(where, `${name} is "${shorten(error.data)}", which is not known here`, next);
    }
    default: {
      const last = String(where.filter((step) => typeof step === 'string').at(-1) ?? 'contract');
      const [message, next] = describeValue(error, name);
      return source.problemAt(where, message, advice[last] ?? next);
    }
  }
}

/** What is wrong with a value of the wrong kind, size or form, and what to write where `advice` knows nothing better. */
function describeValue(error: ErrorObject, name: string): readonly [message: string, nextStep: string] {
  const shown = `${name} is "${shorten(error.data)}"`;
  const described: unknown = error.parentSchema?.description;
  switch (error.keyword) {
    case 'type': {
      const wanted = [error.params.type].flat().map((type) => kinds[String(type)] ?? String(type));
      return [`${shown}, not ${wanted.join(' or ')}`, `write ${wanted.join(' or ')}`];
    }
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return [`${name} is empty`, 'give it a value or remove the line'];
    case 'minimum':
    case 'maximum':
      return [`${shown}, which is out of range`, `write a number ${error.message?.replace('must be ', '') ?? ''}`];
    case 'pattern':
      return [
        `${shown}, which has not the right form`,
        `write ${typeof described === 'string' ? described : 'another form'}`,
      ];
    default:
      return [`${name} ${error.message ?? 'is not valid'}`, 'correct the value'];
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text (in quotes when it looks like a number)',
  object: 'a map { … }',
  array: 'a list [ … ]',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

/** What to write, where the schema alone would not tell a newcomer. */
const advice: Readonly<Record<string, string>> = {
  contract: 'write the contract as a YAML map that begins with "dataset: department.name"',
  dataset: 'write "dataset: department.name" in lower-case words joined by hyphens, for instance health.patient',
  title: 'write "title: { zh: …, en: … }"',
  label: 'write "label: { zh: …, en: … }"',
  entity: 'write "entity: resident", legal-entity or grid',
  form: 'write "form: { type: csv, charset: utf-8 }", or xlsx, json, ndjson, fhir',
  key: 'write "key: <column>", the column that names the subject',
  version: 'write "version: <column>", or "version: null" when a load replaces the whole dataset',
  to: 'write "to: <standard element>" or a camelCase name of the department\'s own',
  delimiter: 'write one character, for instance ","',
  fields: 'list the fields as "- { from: <column>, to: <element> }"',
  updateFrequency: 'write an ISO 8601 duration: P1D for daily, P7D weekly, P1M monthly',
  keep: 'write an ISO 8601 duration such as P3Y',
  sharing: 'write "sharing: { attribute: conditional, conditions: …, basis: … }"',
  conditions: 'say to whom and for what the data may be shared (Order 809, art. 14)',
  basis: 'cite the law that forbids sharing (Order 809, art. 15)',
  retention: 'write "retention: { class: …, keep: P3Y }"',
  tests: 'add at least one test: "- { name: …, row: { … }, expect: { values: { … } } }"',
  values: 'write "expect: { values: { … } }" or "expect: { rejected: RULE }"',
  flags: 'write each flag as field/RULE, for instance phone/PHONE_INVALID',
  rejected: 'write the rule, for instance KEY_MISSING',
};

function toPath(pointer: string): DocumentPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function nameOf(where: DocumentPath): string {
  return where.length === 0 ? 'The contract' : where.reduce<string>(joinStep, '');
}

function joinStep(name: string, step: string | number): string {
  if (typeof step === 'number') return `${name}[${step}]`;
  return name === '' ? step : `${name}.${step}`;
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
