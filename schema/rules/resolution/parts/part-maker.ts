import type { PartKind, PartSettings } from '../../../model/resolution.ts';
import { addressParts } from './address-parts.ts';
import { creditCodeParts } from './credit-code-parts.ts';
import { documentParts } from './document-parts.ts';
import { joinMaker, startMaker } from './join-parts.ts';
import { latinNameMaker, latinTextMaker } from './latin-parts.ts';
import type { PartMaker } from './made-parts.ts';
import { organisationNameParts } from './organisation-name-parts.ts';
import { personNameParts } from './person-name-parts.ts';
import { dateParts, phoneParts, textParts } from './simple-parts.ts';
import { codeParts, postcodeParts, writtenDateParts } from './written-parts.ts';

const made = new WeakMap<PartSettings, PartMaker>();

/** What turns an entry's values into its parts, made once per entry; of nothing but missing values it makes nothing. */
export function partMaker(settings: PartSettings): PartMaker {
  const known = made.get(settings);
  if (known) return known;
  const maker = makers[settings.kind](settings);
  made.set(settings, maker);
  return maker;
}

const makers: Readonly<Record<PartKind, (settings: PartSettings) => PartMaker>> = {
  'citizen-document': () => documentParts,
  'person-name': () => personNameParts,
  date: () => dateParts,
  text: () => textParts,
  phone: () => phoneParts,
  address: () => addressParts,
  'credit-code': () => creditCodeParts,
  'organisation-name': () => organisationNameParts,
  'latin-name': latinNameMaker,
  'latin-text': latinTextMaker,
  'written-date': () => writtenDateParts,
  postcode: () => postcodeParts,
  code: () => codeParts,
  joined: joinMaker,
  start: startMaker,
};
