import { types } from 'node:util';
import { isError } from './error-code.ts';

/** Keys whose values never reach a log, at any depth: secrets, and what identifies or describes a person. */
const secretKey =
  /authori[sz]ation|cookie|token|passw(or)?d|secret|credential|api[-_]?key|private[-_]?key|signature|database[-_]?url|redis[-_]?url|connection[-_]?string/i;
const personalKey =
  /^(name|full[-_]?name|former[-_]?name|given[-_]?name|surname|person|resident|raw|values|cells|row|excerpt)$|(id|document|passport|citizen|card|account|certificate)[-_]?(no|num|number)$|phone|mobile|address|birth|e?mail|姓名|电话|手机|证件|身份证|住址|地址/i;

const censored = '[redacted]';
const maxDepth = 6;
const maxItems = 50;

/**
 * A copy that is safe to log. Errors are kept as they are (describeError serialises them); other class instances
 * become their class's name, since a request or a database client prints its secrets.
 */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactEntries(fields, 0);
}

function redactEntries(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isSensitive(key) ? censored : redactValue(value, depth + 1)]),
  );
}

const isSensitive = (key: string): boolean => secretKey.test(key) || personalKey.test(key);

function redactValue(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isError(value) || types.isDate(value)) return value;
  if (depth > maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => redactValue(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return `[${value.constructor.name}]`;
  return redactEntries(value, depth);
}
