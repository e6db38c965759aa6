import { checkCitizenId } from './citizen-id.ts';
import { foldWidthAndCase, removeBlanks } from './fold-text.ts';

export const documentTypes = ['CITIZEN_ID', 'PASSPORT', 'HMT_PERMIT', 'FOREIGN_PRC', 'OTHER'] as const;
export type DocumentType = (typeof documentTypes)[number];
export type DocumentProblem = 'EMPTY' | 'FORM' | 'CHECK';

export interface DocumentCheck {
  readonly type: DocumentType;
  /** False when the source named no type (or one that no table knows) and the number alone decided. */
  readonly declared: boolean;
  readonly canonical: string;
  /** Null where no rule is known that could tell. */
  readonly valid: boolean | null;
  readonly problems: readonly DocumentProblem[];
}

const passport = /^[A-Z]{1,2}[0-9]{7,8}$|^[A-Z0-9]{6,12}$/;
/** Home-return permits (letter + 8 or 10 digits), Taiwan permits (8 or 10 digits), residence permits (81, 82, 83). */
const hmtPermit = /^[HM][0-9]{8}(?:[0-9]{2})?$|^[0-9]{8}(?:[0-9]{2})?$/;
/** The permanent residence card until 2023: three letters and twelve digits. */
const oldForeignPrc = /^[A-Z]{3}[0-9]{12}$/;

/**
 * What a document number is worth, given the type its source declared (a symbol of code table `document-type`).
 * Never assumes GB 11643: without a declared type only a number that passes its whole check counts as a citizen ID.
 * A declared citizen ID that is in truth a residence permit of 81/82/83 or a foreigner's card is called what it is.
 */
export function classifyDocument(type: string | null, number: string): DocumentCheck {
  const declaredType = documentTypes.find((known) => known === type);
  const text = removeBlanks(foldWidthAndCase(number));
  if (text === '') {
    return {
      type: declaredType ?? 'OTHER',
      declared: declaredType !== undefined,
      canonical: '',
      valid: false,
      problems: ['EMPTY'],
    };
  }
  const id = checkCitizenId(text);
  const cardType = id.valid ? typeOfCard(id.canonical) : null;
  switch (declaredType) {
    case undefined:
      return result(
        cardType ?? 'OTHER',
        false,
        cardType === null ? text : id.canonical,
        cardType === null ? null : true,
      );
    case 'CITIZEN_ID':
      return result(cardType ?? 'CITIZEN_ID', true, id.canonical, id.valid, 'CHECK');
    case 'HMT_PERMIT':
    case 'FOREIGN_PRC': {
      if (cardType === declaredType) return result(declaredType, true, id.canonical, true);
      const form = declaredType === 'HMT_PERMIT' ? hmtPermit : oldForeignPrc;
      return result(declaredType, true, text, form.test(text), 'FORM');
    }
    case 'PASSPORT':
      return result('PASSPORT', true, text, passport.test(text), 'FORM');
    case 'OTHER':
      return result('OTHER', true, text, null);
  }
}

function typeOfCard(number: string): 'CITIZEN_ID' | 'HMT_PERMIT' | 'FOREIGN_PRC' {
  if (/^8[123]/.test(number)) return 'HMT_PERMIT';
  return number.startsWith('9') ? 'FOREIGN_PRC' : 'CITIZEN_ID';
}

function result(
  type: DocumentType,
  declared: boolean,
  canonical: string,
  valid: boolean | null,
  problem: DocumentProblem = 'FORM',
): DocumentCheck {
  return { type, declared, canonical, valid, problems: valid === false ? [problem] : [] };
}
