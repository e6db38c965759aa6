import { findCodeTable } from '../../model/code-tables.ts';
import type { Contract, ContractField, DateFormat, Operation } from '../../model/contract.ts';
import { type CitizenIdCheck, checkCitizenId } from '../elements/citizen-id.ts';
import { checkCreditCode } from '../elements/credit-code.ts';
import { parseDate, parseTimestamp } from '../elements/date.ts';
import { classifyDocument } from '../elements/document.ts';
import { foldWidth, tidyText } from '../elements/fold-text.ts';
import { checkGridCode } from '../elements/grid-code.ts';
import { checkName } from '../elements/name.ts';
import { normalisePhone } from '../elements/phone.ts';
import { doubt, type FieldOutcome, rejection } from './field-outcome.ts';
import { remember } from './remember.ts';

/** What an operation may know of the row beside its own text. */
export interface RowSight {
  /** Symbol of `document-type`; null where the row names none that a table knows. */
  documentType: string | null;
  /** Set by the operation on documentNumber, for the cross-checks. */
  citizenId: CitizenIdCheck | null;
  /** YYYY-MM-DD in Beijing of the row's version; null where it has none. Nobody is born after it. */
  day: string | undefined;
}

/** Takes text that is not empty and gives text, a doubt or a rejection. */
export type FieldOperation = (text: string, sight: RowSight) => FieldOutcome;

/** U+FFFD, private use: a character that the sender's system could not write. */
const replaced = /[\ufffd\ue000-\uf8ff]|[\u{f0000}-\u{10fffd}]/u;
/** 3.20105E+17: a number that a spreadsheet wrote into a text file. No document looks like this. */
const scientific = /^\d(?:\.\d+)?e\+?\d{2}$/i;
const plain = /^[\x20-\x7e\u3400-\u4dbf\u4e00-\u9fff]*$/;

export function compileOperation(
  operation: Operation,
  field: ContractField,
  entity: Contract['entity'],
): FieldOperation {
  switch (operation.op) {
    case 'trim':
      return (text) => text.trim();
    case 'upper':
      return (text) => text.toUpperCase();
    case 'fold-width':
      return (text) => foldWidth(text).trim();
    case 'empty-if': {
      const empty = new Set(operation.values);
      return (text) => (empty.has(text) ? '' : text);
    }
    // Applied to an absent value by compileField; a value that is there stays.
    case 'default':
      return (text) => text;
    case 'date':
      return compileDate(operation.formats, entity === 'resident' && field.to === 'birthDate');
    case 'timestamp':
      return (text) => parseTimestamp(text) ?? doubt(text, 'TIMESTAMP_INVALID');
    case 'citizen-id':
      return entity === 'resident' && field.to === 'documentNumber' ? checkDocument : checkOtherCitizenId;
    case 'credit-code':
      return checkCredit;
    case 'phone':
      return checkPhone;
    case 'name':
      return entity === 'legal-entity' && (field.to === 'name' || field.to === 'formerName')
        ? checkText
        : checkPersonName;
    case 'address':
      return checkText;
    case 'grid-code':
      return remember(checkGrid);
    case 'decimal':
      return checkDecimal;
    case 'integer':
      return checkInteger;
    case 'code':
      return compileCode(operation.table, operation.map);
  }
}

/** Text without a rule of its own: NFC, blanks tidied, flagged when a character is lost. */
export function checkText(text: string): FieldOutcome {
  if (plain.test(text)) return text.includes('  ') ? tidyText(text) : text;
  return replaced.test(text) ? doubt(text, 'REPLACEMENT_CHARACTER') : tidyText(text);
}

function compileDate(formats: readonly DateFormat[], notInFuture: boolean): FieldOperation {
  const parse = remember((text) => parseDate(text, formats));
  return (text, sight) => {
    const date = parse(text);
    if (date === null) return doubt(text, 'DATE_INVALID');
    return notInFuture && sight.day !== undefined && date > sight.day ? doubt(text, 'DATE_IN_FUTURE') : date;
  };
}

/** A document number by the type its row declares: a passport is no bad citizen number, nor is a number of no known type. */
function checkDocument(text: string, sight: RowSight): FieldOutcome {
  const declared = sight.documentType;
  const id = checkCitizenId(text, sight.day);
  if (declared === 'CITIZEN_ID' || scientific.test(text)) {
    sight.citizenId = id;
    return citizenIdOutcome(text, id);
  }
  const check = classifyDocument(declared, text);
  return check.valid === false ? doubt(text, 'DOCUMENT_NUMBER_INVALID', check.problems[0]) : check.canonical;
}

function checkOtherCitizenId(text: string, sight: RowSight): FieldOutcome {
  return citizenIdOutcome(text, checkCitizenId(text, sight.day));
}

function citizenIdOutcome(text: string, check: CitizenIdCheck): FieldOutcome {
  if (check.valid) return check.canonical;
  if (check.problems.includes('LOST_DIGITS') || scientific.test(text)) return rejection('ID_NUMBER_LOST_DIGITS');
  return doubt(text, 'CITIZEN_ID_INVALID', check.problems[0]);
}

/** A code that is right only after a repair, or the nine characters alone, is no credit code as sent. */
function checkCredit(text: string): FieldOutcome {
  const check = checkCreditCode(text);
  if (check.kind === 'organisation-code') return doubt(text, 'CREDIT_CODE_INVALID', 'ORGANISATION_CODE_ONLY');
  if (check.repairedFrom !== null) return doubt(text, 'CREDIT_CODE_INVALID', 'CHARACTERS');
  return check.valid ? check.canonical : doubt(text, 'CREDIT_CODE_INVALID', check.problems[0]);
}

function checkPhone(text: string): FieldOutcome {
  const check = normalisePhone(text);
  return check.valid ? check.canonical : doubt(text, 'PHONE_INVALID');
}

function checkGrid(text: string): FieldOutcome {
  const check = checkGridCode(text);
  return check.valid ? check.canonical : doubt(text, 'GRID_CODE_INVALID', check.problems[0]);
}

function checkPersonName(text: string): FieldOutcome {
  const name = checkName(text);
  if (name.hasUnknownCharacter) return doubt(text, 'NAME_UNKNOWN_CHARACTER');
  return name.isPlaceholder ? doubt(text, 'NAME_PLACEHOLDER') : name.canonical;
}

function checkInteger(text: string): FieldOutcome {
  const match = /^(-?)0*(\d{1,15})(?:\.0+)?$/.exec(foldWidth(text).replaceAll(',', ''));
  return match ? signed(match[1], match[2]) : doubt(text, 'INTEGER_INVALID');
}

/** Plain digits without leading zeros or a trailing fraction of zeros: 0703.50 → 703.5. */
function checkDecimal(text: string): FieldOutcome {
  const match = /^([-+]?)0*(\d{1,15})(?:\.(\d{1,15}))?$/.exec(foldWidth(text).replaceAll(',', ''));
  if (!match) return doubt(text, 'DECIMAL_INVALID');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  return signed(match[1], fraction === '' ? match[2] : `${match[2]}.${fraction}`);
}

const signed = (sign = '', digits = ''): string => (sign === '-' && digits !== '0' ? `-${digits}` : digits);

/** A code, its declared variant, or the standard's own Chinese name of it; anything else waits for a steward. */
function compileCode(tableName: string, map: Readonly<Record<string, string>>): FieldOperation {
  const codes = findCodeTable(tableName)?.codes ?? {};
  const known = new Map<string, string>();
  for (const [code, label] of Object.entries(codes)) known.set(label.zh, code);
  for (const code of Object.keys(codes)) known.set(code, code);
  for (const [variant, code] of Object.entries(map)) known.set(variant, code);
  return (text) => known.get(text) ?? known.get(foldWidth(text).trim()) ?? doubt(text, 'CODE_UNKNOWN');
}
