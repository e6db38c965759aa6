import type { PartKind, PartSettings, ResolutionSettings } from './resolution.ts';

/** The parts that a kind may make, without their prefix; '' is the part that bears the prefix alone. */
export const partNames: Readonly<Record<PartKind, readonly string[]>> = {
  'citizen-document': ['number', 'standing', 'birth', 'sex'],
  'person-name': ['folded', 'pinyin', 'syllables', 'surname', 'surnamePinyin', 'given', 'givenPinyin', 'parent'],
  date: ['', 'year', 'decade', 'monthDay'],
  text: [''],
  phone: [''],
  address: ['slots', 'byEstate', 'byRoad', 'estate', 'building'],
  'credit-code': ['text', 'standing', 'organisation'],
  'organisation-name': ['folded', 'core', 'pinyin', 'brand', 'kind', 'form', 'branch'],
  'latin-name': ['', 'words', 'sounds', 'given', 'givenSound', 'surname', 'surnameSound', 'middle'],
  'latin-text': ['', 'words', 'sound'],
  'written-date': ['', 'year', 'monthDay'],
  postcode: ['', 'area', 'district', 'sector'],
  code: [''],
  joined: [''],
  start: [''],
};

/** Kinds that read earlier parts instead of the record's values. */
export const readsParts: ReadonlySet<PartKind> = new Set(['joined', 'start']);

/** Full names of the parts that one entry makes, such as `name.pinyin`. */
export const namesMadeBy = ({ kind, into }: PartSettings): readonly string[] =>
  partNames[kind].map((name) => (name === '' ? into : `${into}.${name}`));

/** Every part that the settings make. */
export const namesMadeIn = ({ parts }: Pick<ResolutionSettings, 'parts'>): readonly string[] =>
  parts.flatMap(namesMadeBy);
