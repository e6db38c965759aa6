import { districtPlace } from './data/places.ts';
import { recentTimestamp } from './dates.ts';
import type { FeedRow, LegalEntity } from './district-model.ts';
import { fixedLine } from './numbers.ts';
import { drawGivenName, drawSurname } from './person-name.ts';
import type { Random } from './random.ts';
import { entityNoise, type LegalEntityRates, legalEntityRates, soil } from './rates.ts';
import type { RowSources } from './resident-rows.ts';
import { type AddressForm, drawAddressForm, writeAddress } from './write-contact.ts';
import { inTraditional, mistypeDigits, withHomophone } from './write-identity.ts';

/** Writes one legal entity's record as one department would. */
export type WriteEntityRow = (sources: RowSources, entity: LegalEntity, key: string) => FeedRow;

export const writeSpecialTradeRow: WriteEntityRow = (sources, entity, key) => {
  const { random, options } = sources;
  const usual = random.chance(0.65) ? 'full' : 'dashes';
  const seen = observe(sources, entity, soil(legalEntityRates['public-security.special-trade'], options.dirt), usual);
  const document = seen.sameRepresentative && random.chance(0.82) ? entity.representative.idNumber : '';
  return {
    cells: [
      key,
      seen.name,
      seen.creditCode,
      seen.representative,
      document,
      seen.address,
      seen.gridCode,
      seen.phone,
      entity.trade ?? '旅馆业',
      entity.closed && random.chance(0.8) ? '注销' : random.chance(0.03) ? '注销' : '有效',
      recentTimestamp(random, options.today),
    ],
  };
};

export const writeSocialOrganisationRow: WriteEntityRow = (sources, entity, key) => {
  const { random, options } = sources;
  const seen = observe(
    sources,
    entity,
    soil(legalEntityRates['civil-affairs.social-organisation'], options.dirt),
    'full',
  );
  return {
    cells: [
      key,
      seen.name,
      '',
      seen.creditCode,
      entity.socialType ?? '民办非企业单位',
      seen.representative,
      seen.address,
      seen.gridCode,
      seen.phone,
      entity.establishedOn,
      entity.closed && random.chance(0.85) ? '注销' : '正常',
      recentTimestamp(random, options.today),
    ],
  };
};

export const writeInstitutionRow: WriteEntityRow = (sources, entity, key) => {
  const { random, options } = sources;
  const seen = observe(sources, entity, soil(legalEntityRates['health.institution'], options.dirt), 'road');
  return {
    cells: [
      key,
      seen.name,
      seen.creditCode,
      entity.medicalCategory ?? 'D',
      seen.representative,
      seen.address,
      seen.gridCode,
      seen.phone,
      entity.closed && random.chance(0.75) ? '0' : '1',
      recentTimestamp(random, options.today),
    ],
  };
};

type Noise = Readonly<Record<keyof typeof entityNoise, number>>;

interface Observation {
  readonly name: string;
  readonly creditCode: string;
  readonly representative: string;
  readonly sameRepresentative: boolean;
  readonly address: string;
  readonly gridCode: string;
  readonly phone: string;
}

function observe(sources: RowSources, entity: LegalEntity, rates: LegalEntityRates, usual: AddressForm): Observation {
  const { random, geography, options } = sources;
  const noise = soil(entityNoise, options.dirt);
  const { gridCode } = entity.dwelling;
  const sameRepresentative = !random.chance(noise.representativeNew);
  const dwelling = random.chance(noise.addressNew) ? entity.formerDwelling : entity.dwelling;
  return {
    name: writeEntityName(random, entity, noise),
    creditCode: writeCreditCode(random, entity.creditCode, rates),
    representative: sameRepresentative
      ? entity.representative.name
      : drawSurname(random) + drawGivenName(random, random.chance(0.6) ? '1' : '2', 1978),
    sameRepresentative,
    address: writeAddress(dwelling, drawAddressForm(random, usual, 0.15)),
    gridCode: random.chance(noise.gridWrong) ? geography.wrongGrid(gridCode) : gridCode,
    phone: writeEntityPhone(random, entity, rates, noise),
  };
}

/** With or without the place, the place in brackets of either width, 有限公司 or 有限责任公司. */
function writeEntityName(random: Random, entity: LegalEntity, noise: Noise): string {
  const { city, district, cityShort, districtShort } = districtPlace;
  const { coreName, ending } = entity;
  const form = random.weighted([
    ['city', noise.nameCityOnly],
    ['short', noise.nameShortPlace],
    ['bracket', noise.nameBracketPlace],
    ['full', 1 - noise.nameCityOnly - noise.nameShortPlace - noise.nameBracketPlace],
  ] as const);
  const bracket = random.chance(0.5) ? `(${cityShort})` : `（${cityShort}）`;
  const brand = coreName.slice(0, coreName.length - ending.length);
  const written = {
    city: city + coreName,
    short: cityShort + districtShort + coreName,
    bracket: brand + bracket + ending,
    full: city + district + coreName,
  }[form];
  const name = random.chance(noise.nameLongCompany) ? written.replace('有限公司', '有限责任公司') : written;
  if (random.chance(noise.nameTraditional)) return inTraditional(name);
  // Only the brand is misheard: the place and the form of organisation are picked from lists.
  return random.chance(noise.nameHomophone) ? name.replace(brand, withHomophone(random, brand)) : name;
}

function writeCreditCode(random: Random, code: string, rates: LegalEntityRates): string {
  if (random.chance(rates.codeMissing)) return '';
  if (random.chance(rates.codeShort)) return code.slice(8, 17);
  if (random.chance(rates.codeWrong)) return mistypeDigits(random, code);
  if (!random.chance(rates.codeLetter)) return code;
  const zero = code.indexOf('0');
  return zero < 0 ? code : `${code.slice(0, zero)}O${code.slice(zero + 1)}`;
}

function writeEntityPhone(random: Random, entity: LegalEntity, rates: LegalEntityRates, noise: Noise): string {
  if (random.chance(rates.phoneMissing)) return '';
  if (random.chance(noise.phoneOfRepresentative)) return entity.representative.phone ?? entity.phone;
  const phone = random.chance(noise.phoneFormer)
    ? entity.formerPhone
    : random.chance(noise.phoneOfAnother)
      ? fixedLine(random, districtPlace.telephoneArea)
      : entity.phone;
  return random.chance(noise.phoneWithoutDash) ? phone.replace('-', '') : phone;
}
