import type { SimulatedDataset } from './district-model.ts';

/**
 * How often a department errs. Measured on a district's real-form exports: the register is checked against the
 * document, the clinic writes down what the patient says. All are shares of 1.
 */
export interface ResidentRates {
  readonly idMissing: number;
  /** Two neighbouring digits swapped, or one digit wrong. */
  readonly idWrong: number;
  /** 15-digit form, for people born before 2000. */
  readonly idShort: number;
  readonly idBlank: number;
  readonly idFullWidth: number;
  readonly nameBlank: number;
  readonly nameTraditional: number;
  readonly nameHomophone: number;
  readonly nameQuestionMark: number;
  readonly nameFormer: number;
  readonly dateWrong: number;
  readonly phoneMissing: number;
  readonly phoneFormer: number;
  readonly phoneMistyped: number;
  readonly phoneOtherForm: number;
  readonly addressOld: number;
  readonly addressOtherForm: number;
  readonly gridWrong: number;
  readonly sexUnknown: number;
  readonly sexWrong: number;
  /** A second record of the same person in the same dataset. */
  readonly duplicate: number;
}

const clinic: ResidentRates = {
  idMissing: 0.075,
  idWrong: 0.014,
  idShort: 0.006,
  idBlank: 0.01,
  idFullWidth: 0.004,
  nameBlank: 0.014,
  nameTraditional: 0.009,
  nameHomophone: 0.013,
  nameQuestionMark: 0.005,
  nameFormer: 0.15,
  dateWrong: 0.027,
  phoneMissing: 0.12,
  phoneFormer: 0.05,
  phoneMistyped: 0.01,
  phoneOtherForm: 0.015,
  addressOld: 0.045,
  addressOtherForm: 0.08,
  gridWrong: 0.015,
  sexUnknown: 0.004,
  sexWrong: 0.004,
  duplicate: 0.076,
};

type ResidentDataset = Extract<
  SimulatedDataset,
  | 'public-security.household-register'
  | 'public-security.residence-permit'
  | 'civil-affairs.subsistence-allowance'
  | 'civil-affairs.elderly-care'
  | 'health.patient'
>;

export const residentRates: Readonly<Record<ResidentDataset, ResidentRates>> = (() => {
  const register: ResidentRates = {
    ...clinic,
    idMissing: 0.0027,
    idWrong: 0.0038,
    idShort: 0.001,
    idBlank: 0.0024,
    idFullWidth: 0.0015,
    nameBlank: 0.004,
    nameTraditional: 0.003,
    nameHomophone: 0.002,
    nameQuestionMark: 0.0005,
    nameFormer: 0,
    dateWrong: 0.003,
    phoneMissing: 0.1,
    addressOld: 0,
    addressOtherForm: 0.1,
    sexUnknown: 0.0027,
    sexWrong: 0.0008,
    duplicate: 0.005,
  };
  const permit = { ...register, idMissing: 0.0095, idWrong: 0.009, idBlank: 0.005, nameHomophone: 0.004, duplicate: 0 };
  const care = { ...clinic, idMissing: 0.045, idWrong: 0.016, idShort: 0.018, dateWrong: 0.03, duplicate: 0.043 };
  const allowance = { ...clinic, idMissing: 0.043, idWrong: 0.008, dateWrong: 0.01, duplicate: 0.03 };
  return {
    'public-security.household-register': register,
    'public-security.residence-permit': permit,
    'civil-affairs.subsistence-allowance': allowance,
    'civil-affairs.elderly-care': care,
    'health.patient': clinic,
  };
})();

/**
 * Every rate times `dirt`, never over nine in ten: a district where the departments err more often than the measured
 * one. 1 leaves all as it is.
 */
export function soil<T extends { readonly [K in keyof T]: number }>(
  rates: T,
  dirt = 1,
): { readonly [K in keyof T]: number } {
  if (dirt === 1) return rates;
  const soiled: { [K in keyof T]: number } = { ...rates };
  for (const name in rates) soiled[name] = Math.min(0.9, rates[name] * dirt);
  return soiled;
}

export interface LegalEntityRates {
  readonly codeMissing: number;
  readonly codeWrong: number;
  /** The letter O for a zero. */
  readonly codeLetter: number;
  /** Only the nine-character organisation code. */
  readonly codeShort: number;
  readonly phoneMissing: number;
  readonly duplicate: number;
}

export const legalEntityRates: Readonly<
  Record<'public-security.special-trade' | 'civil-affairs.social-organisation' | 'health.institution', LegalEntityRates>
> = {
  'public-security.special-trade': {
    codeMissing: 0.047,
    codeWrong: 0.007,
    codeLetter: 0.007,
    codeShort: 0.034,
    phoneMissing: 0.106,
    duplicate: 0.2,
  },
  'civil-affairs.social-organisation': {
    codeMissing: 0.025,
    codeWrong: 0.015,
    codeLetter: 0.006,
    codeShort: 0.033,
    phoneMissing: 0.128,
    duplicate: 0,
  },
  'health.institution': {
    codeMissing: 0.125,
    codeWrong: 0.012,
    codeLetter: 0.004,
    codeShort: 0.021,
    phoneMissing: 0.111,
    duplicate: 0.106,
  },
};

/** Of a legal entity's record, whatever the department. */
export const entityNoise = {
  nameCityOnly: 0.1,
  nameShortPlace: 0.12,
  nameBracketPlace: 0.07,
  nameLongCompany: 0.05,
  nameHomophone: 0.015,
  nameTraditional: 0.015,
  phoneFormer: 0.12,
  phoneOfRepresentative: 0.06,
  phoneOfAnother: 0.02,
  phoneWithoutDash: 0.13,
  representativeNew: 0.05,
  addressNew: 0.04,
  gridWrong: 0.012,
} as const;

/** How often something is true of a person or a household, in reality and not by error. */
export const lifeRates = {
  migrantHousehold: 0.29,
  migrantFlatmates: 0.55,
  unregistered: 0.03,
  movedWithinDistrict: 0.07,
  movedOut: 0.004,
  formerName: 0.012,
  minorityName: 0.0035,
  passport: 0.002,
  phone: 0.9,
  twins: 0.02,
  namesake: 0.0028,
  sharedId: 0.0008,
  twoIds: 0.0006,
  branch: 0.15,
  entityNamesake: 0.03,
  socialWithTrade: 0.09,
  closed: 0.045,
} as const;

/** How often a department holds a record of somebody whom it should. */
export const coverage = {
  householdRegister: 0.985,
  residencePermit: 0.94,
  patient: 0.735,
  elderlyCare: 0.56,
  allowance: 0.034,
  allowanceOfDeceased: 0.18,
  institution: 0.95,
} as const;

/** Rows beyond repair: this share of all, and one of each kind within the first rows of a dataset. */
export const rejects = { share: 0.0006, firstEvery: 20 } as const;
