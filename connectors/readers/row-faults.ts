import type { Label } from '../../schema/model/identity.ts';
import type { ReadRow } from '../../schema/model/record.ts';

/** At most this much of a faulty row is kept, in UTF-16 units. */
export const maxExcerptLength = 500;

/** Why a row could not be read. The codes are stable: departments branch on them. */
export type ReadRule =
  | { readonly rule: 'ROW_TOO_LONG'; readonly limitBytes: number }
  | { readonly rule: 'BYTES_INVALID'; readonly charset: string; readonly offset: number | null }
  | { readonly rule: 'VALUE_UNSTORABLE' }
  | { readonly rule: 'CSV_COLUMN_COUNT'; readonly expected: number; readonly found: number }
  | { readonly rule: 'CSV_QUOTE' }
  | { readonly rule: 'JSON_LINE_INVALID' }
  | { readonly rule: 'JSON_ELEMENT_INVALID' }
  | { readonly rule: 'JSON_NOT_OBJECT' }
  | { readonly rule: 'FHIR_RESOURCE_TYPE'; readonly expected: string; readonly found: string | null };

export function faultRow(rowNumber: number, rule: ReadRule, excerpt: string): ReadRow {
  return {
    rowNumber,
    fault: { rule: rule.rule, column: null, reason: describe(rule) },
    excerpt: cutExcerpt(excerpt),
  };
}

function cutExcerpt(text: string): string {
  const cut = text.slice(0, maxExcerptLength);
  // A pair cut in half, or half a pair as sent, is no text: PostgreSQL would refuse it. NUL neither.
  return cut.replaceAll(/[\p{Cs}\0]/gu, '\uFFFD');
}

function describe(rule: ReadRule): Label {
  switch (rule.rule) {
    case 'ROW_TOO_LONG':
      return {
        zh: `本行超过 ${rule.limitBytes} 字节的上限，请拆分或删去过长内容`,
        en: `the row is longer than ${rule.limitBytes} bytes; shorten it`,
      };
    case 'BYTES_INVALID':
      return {
        zh: `本行含有不属于 ${rule.charset} 编码的字节${rule.offset === null ? '' : `（文件第 ${rule.offset} 字节处）`}，请改正该字后重报`,
        en: `the row holds bytes that are not ${rule.charset}${rule.offset === null ? '' : ` (byte ${rule.offset} of the body)`}; retype that character`,
      };
    case 'VALUE_UNSTORABLE':
      return {
        zh: '本行含有空字符（NUL）或半个字符，请删去后重报',
        en: 'the row holds a NUL or half of a surrogate pair; remove it',
      };
    case 'CSV_COLUMN_COUNT':
      return {
        zh: `本行有 ${rule.found} 列，表头有 ${rule.expected} 列；请检查多余或缺少的分隔符`,
        en: `the row has ${rule.found} columns, the header ${rule.expected}; look for a missing or extra delimiter`,
      };
    case 'CSV_QUOTE':
      return {
        zh: '本行引号不成对或位置不对；值中的引号须写成两个，并用引号括起整个值',
        en: 'a quotation mark is unpaired or misplaced; double it and put the whole value in quotation marks',
      };
    case 'JSON_LINE_INVALID':
      return { zh: '本行不是完整的 JSON', en: 'the line is not valid JSON' };
    case 'JSON_ELEMENT_INVALID':
      return { zh: '数组中的这一项不是合法的 JSON', en: 'this element of the array is not valid JSON' };
    case 'JSON_NOT_OBJECT':
      return { zh: '这一项不是 JSON 对象', en: 'this item is not a JSON object' };
    case 'FHIR_RESOURCE_TYPE':
      return {
        zh: `应为 ${rule.expected} 资源，实为 ${rule.found ?? '空（没有 resource）'}`,
        en: `expected a ${rule.expected} resource, found ${rule.found ?? 'none'}`,
      };
  }
}
