import type { Label } from './identity.ts';

/** Why a mapper rejects a row. Readers add rules of their own for rows that cannot be parsed. */
export const rejectRules = {
  KEY_MISSING: { zh: '缺少主键', en: 'The key is missing' },
  VERSION_MISSING: { zh: '缺少更新时间', en: 'The version is missing' },
  VERSION_INVALID: { zh: '更新时间无法识别', en: 'The version is not a time that can be read' },
  REQUIRED_MISSING: { zh: '缺少必填项', en: 'A required value is missing' },
  REQUIRED_INVALID: { zh: '必填项不合规', en: 'A required value is not valid' },
  ID_NUMBER_LOST_DIGITS: {
    zh: '号码被存为数值，末尾数字已丢失；请将该列设为文本格式后重新导出',
    en: 'The number was stored as a numeric value and has lost its last digits; format the column as text and export again',
  },
  INVALID_CHARACTER: {
    zh: '含有无法存储的字符（U+0000 或不完整的字符）；请删除后重新报送',
    en: 'A value holds a character that cannot be stored (U+0000 or half a character); remove it and send the row again',
  },
} as const satisfies Readonly<Record<string, Label>>;

export type RejectRule = keyof typeof rejectRules;

/** Doubts about a value that is kept as sent. */
export const flagRules = {
  CITIZEN_ID_INVALID: { zh: '公民身份号码不合规', en: 'Not a valid citizen identity number' },
  DOCUMENT_NUMBER_INVALID: { zh: '证件号码不合规', en: 'Not a valid document number of its type' },
  DOCUMENT_TYPE_CONTRADICTS_NUMBER: { zh: '证件类型与号码不符', en: 'The document type contradicts the number' },
  CREDIT_CODE_INVALID: { zh: '统一社会信用代码不合规', en: 'Not a valid unified social credit code' },
  PHONE_INVALID: { zh: '电话号码不合规', en: 'Not a valid telephone number' },
  DATE_INVALID: { zh: '日期不合规', en: 'Not a date of the declared formats' },
  DATE_IN_FUTURE: { zh: '出生日期晚于更新时间', en: 'The birth date is later than the version' },
  TIMESTAMP_INVALID: { zh: '时间不合规', en: 'Not a time that can be read' },
  CODE_UNKNOWN: { zh: '代码不在代码表内', en: 'A code in no table and in no code map' },
  GRID_CODE_INVALID: { zh: '网格编码不合规', en: 'Not a valid grid code' },
  INTEGER_INVALID: { zh: '不是整数', en: 'Not a whole number' },
  DECIMAL_INVALID: { zh: '不是数值', en: 'Not a number' },
  NAME_UNKNOWN_CHARACTER: { zh: '姓名含未识别字符', en: 'The name holds a character that the sender could not write' },
  NAME_PLACEHOLDER: { zh: '姓名为占位称谓', en: 'A placeholder stands for the name' },
  REPLACEMENT_CHARACTER: { zh: '含替换字符或私用区字符', en: 'The text holds a replacement or private-use character' },
  NOT_TEXT: { zh: '不是单一值', en: 'A list or an object where one value belongs' },
  SEX_CONTRADICTS_ID: { zh: '性别与身份号码不符', en: 'The sex contradicts the citizen identity number' },
  BIRTH_DATE_CONTRADICTS_ID: {
    zh: '出生日期与身份号码不符',
    en: 'The birth date contradicts the citizen identity number',
  },
} as const satisfies Readonly<Record<string, Label>>;

export type FlagRule = keyof typeof flagRules;
