import type { FieldPath } from './field-path.ts';

const hidden = '***';

type Mask = (value: string) => string;

/** 张伟 → 张*: one star whatever the length, so that the length is not told either. */
const maskName: Mask = (value) => {
  const [first, second] = value.trim();
  return first !== undefined && second !== undefined ? `${first}*` : '*';
};

/** 320105198503140135 → 3201**********0135; a shorter number keeps its last two signs, from six on. */
const maskNumber: Mask = (value) => {
  const signs = [...value];
  if (signs.length >= 15) return keepEnds(signs, 4, 4);
  return signs.length >= 6 ? keepEnds(signs, 0, 2) : hidden;
};

/** 13812341234 → 138****1234; any other number keeps its last two digits. */
const maskPhone: Mask = (value) => {
  if (/^1\d{10}$/.test(value)) return keepEnds([...value], 3, 4);
  return value.length >= 6 ? keepEnds([...value], 0, 2) : hidden;
};

/** 江苏省南京市建邺区兴隆街道金陵世纪花园12幢 → 江苏省南京市建邺区兴隆街道***: down to the street or community, else to the district. */
const maskAddress: Mask = (value) => {
  const kept = /^.{0,40}?(?:街道|镇|乡)(?:.{1,20}?社区)?/u.exec(value) ?? /^.{0,20}?[区县旗](?=.)/u.exec(value);
  return `${kept?.[0] ?? ''}${hidden}`;
};

/** 1985-03-14 → 1985 */
const maskDate: Mask = (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value.slice(0, 4) : hidden);

/** By the last part of the path, so that a department's own field is masked like the shared one. Others show nothing. */
const masks: Readonly<Record<string, Mask>> = {
  name: maskName,
  formerName: maskName,
  legalRepresentative: maskName,
  emergencyContactName: maskName,
  documentNumber: maskNumber,
  legalRepresentativeDocument: maskNumber,
  phone: maskPhone,
  emergencyContactPhone: maskPhone,
  registeredAddress: maskAddress,
  actualAddress: maskAddress,
  address: maskAddress,
  birthDate: maskDate,
  establishedOn: maskDate,
};

/**
 * What may be shown of a value above the caller's grade; `***` for any field without a rule of its own (codes,
 * amounts, record numbers). Total, and never the value itself.
 */
export function maskValue(path: FieldPath, value: string): string {
  const element = path.slice(path.lastIndexOf('.') + 1);
  const masked = (Object.hasOwn(masks, element) ? masks[element]?.(value) : hidden) ?? hidden;
  if (masked !== value) return masked;
  return value === hidden ? '****' : hidden;
}

/**
 * What may be shown where there is no value: of a field that shows nothing of its values, the same as where there is one,
 * for having an allowance category says that there is an allowance.
 */
export function maskAbsence(path: FieldPath): string | null {
  return Object.hasOwn(masks, path.slice(path.lastIndexOf('.') + 1)) ? null : hidden;
}

function keepEnds(signs: readonly string[], head: number, tail: number): string {
  const stars = '*'.repeat(signs.length - head - tail);
  return signs.slice(0, head).join('') + stars + signs.slice(signs.length - tail).join('');
}
