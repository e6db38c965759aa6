import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../runtime/package-root.ts';
import type { ContractSource, DocumentPath } from './contract-document.ts';
import { type Problem, suggest } from './contract-problem.ts';

export interface DocumentKind {
  /** JSON Schema, from the folder of package.json. */
  readonly schemaFile: string;
  /** What the document is called in messages: `contract`. */
  readonly noun: string;
  /** What to write, by the last word of the path, where the schema alone would not tell a newcomer. */
  readonly advice: Readonly<Record<string, string>>;
}

/** Every place where a document breaks the JSON Schema of its kind; the schema is read and compiled at first use. */
export function createShapeCheck(kind: DocumentKind): (source: ContractSource) => readonly Problem[] {
  let compiled: ValidateFunction | null = null;
  return (source) => {
    compiled ??= compileSchema(kind.schemaFile);
    if (compiled(source.value)) return [];
    const errors = (compiled.errors ?? []).filter((error) => error.keyword !== 'if');
    return errors.map((error) => toProblem(source, error, kind));
  };
}

function compileSchema(schemaFile: string): ValidateFunction {
  const options = { allErrors: true, verbose: true, strict: true, strictTypes: false, strictRequired: false };
  return new Ajv2020(options).compile(JSON.parse(readFileSync(path.join(packageRoot(), schemaFile), 'utf8')));
}

function toProblem(source: ContractSource, error: ErrorObject, { noun, advice }: DocumentKind): Problem {
  const where = toPath(error.instancePath);
  const name = nameOf(where, noun);
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
      const last = String(where.filter((step) => typeof step === 'string').at(-1) ?? noun);
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

function toPath(pointer: string): DocumentPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function nameOf(where: DocumentPath, noun: string): string {
  return where.length === 0 ? `The ${noun}` : where.reduce<string>(joinStep, '');
}

function joinStep(name: string, step: string | number): string {
  if (typeof step === 'number') return `${name}[${step}]`;
  return name === '' ? step : `${name}.${step}`;
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
