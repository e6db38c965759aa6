import { districtPlace } from './data/places.ts';
import type { Dwelling } from './district-model.ts';
import type { Random } from './random.ts';
import type { ResidentRates } from './rates.ts';
import { mistypeDigits } from './write-identity.ts';

const { province, city, district } = districtPlace;

/** The four ways to write one flat. */
export type AddressForm = 'full' | 'road' | 'short' | 'dashes';
const addressForms: readonly AddressForm[] = ['full', 'road', 'short', 'dashes'];

export function writeAddress(dwelling: Dwelling, form: AddressForm): string {
  const { street, estate, road, building, unit, room } = dwelling;
  switch (form) {
    case 'full':
      return `${province}${city}${district}${street}街道${road}${estate}${building}幢${unit}单元${room}室`;
    case 'road':
      return `${city}${district}${road}${building}幢${unit}单元${room}室`;
    case 'short':
      return `${street}街道${estate}${building}栋${unit}单元${room}`;
    case 'dashes':
      return `${district}${estate}${building}-${unit}-${room}`;
  }
}

/** The department's own form, sometimes another. */
export const drawAddressForm = (random: Random, usual: AddressForm, otherShare: number): AddressForm =>
  random.chance(otherShare) ? random.pick(addressForms) : usual;

/** A telephone number as a department holds it: missing, an old one, mistyped, in another form, or right. */
export function writePhone(
  random: Random,
  phones: { readonly phone: string | null; readonly formerPhone: string },
  rates: ResidentRates,
): string {
  const { phone, formerPhone } = phones;
  if (phone === null || random.chance(rates.phoneMissing)) return '';
  if (random.chance(rates.phoneFormer)) return formerPhone;
  if (random.chance(rates.phoneMistyped)) return mistypeDigits(random, phone);
  if (!random.chance(rates.phoneOtherForm * 2)) return phone;
  return random.pick([`+86${phone}`, `86${phone}`, `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`]);
}
