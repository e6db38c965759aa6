import type { Charset, Contract, DateFormat, FeedForm } from './contract.ts';
import type { ContractSource } from './contract-document.ts';
import type { Problem } from './contract-problem.ts';
import { createShapeCheck } from './document-shape.ts';
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

/** The document in its written shape, or every place where it breaks contract.schema.json. */
export function checkContractShape(
  source: ContractSource,
):
  | { readonly ok: true; readonly written: WrittenContract }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const problems = findShapeProblems(source);
  return problems.length === 0 ? { ok: true, written: source.value as WrittenContract } : { ok: false, problems };
}

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

const findShapeProblems = createShapeCheck({
  schemaFile: 'schema/model/contract.schema.json',
  noun: 'contract',
  advice,
});
