import type { EntityType, Grade, Label } from './identity.ts';

/**
 * The shared fields of the community dataset: what a contract's fields map to, what a golden record holds.
 * Every element declares its default grade; a contract may only raise it.
 * All values travel as text in the canonical form named under `valueType`.
 */
export interface StandardElement {
  readonly name: string;
  readonly entity: EntityType;
  readonly label: Label;
  /** text: NFC text; date: YYYY-MM-DD; code: a symbol of `codeTable`; integer/decimal: plain ASCII digits. */
  readonly valueType: 'text' | 'date' | 'code' | 'integer' | 'decimal';
  readonly codeTable?: string;
  readonly grade: Grade;
  /**
   * Which candidate a golden record keeps. `most-believed`: lowest believed rank, then newest version.
   * `most-recent`: newest version, except that a source whose contract says `freshDays` goes first while fresh.
   */
  readonly survivorship: 'most-believed' | 'most-recent';
}

type Row = readonly [
  name: string,
  zh: string,
  en: string,
  valueType: StandardElement['valueType'],
  grade: Grade,
  survivorship: StandardElement['survivorship'],
  codeTable?: string,
];

const believed = 'most-believed';
const recent = 'most-recent';

const residentRows: readonly Row[] = [
  ['name', '姓名', 'Name', 'text', 2, believed],
  ['formerName', '曾用名', 'Former name', 'text', 3, believed],
  ['documentType', '证件类型', 'Document type', 'code', 1, believed, 'document-type'],
  ['documentNumber', '证件号码', 'Document number', 'text', 4, believed],
  ['sex', '性别', 'Sex', 'code', 1, believed, 'sex'],
  ['birthDate', '出生日期', 'Date of birth', 'date', 2, believed],
  ['ethnicGroup', '民族', 'Ethnic group', 'code', 3, believed, 'ethnic-group'],
  ['lifeStatus', '生存状态', 'Life status', 'code', 2, believed, 'life-status'],
  ['registrationStatus', '户籍状态', 'Registration status', 'code', 2, believed, 'registration-status'],
  ['householdNumber', '户号', 'Household number', 'text', 3, believed],
  ['relationToHead', '与户主关系', 'Relation to head of household', 'code', 2, believed, 'relation'],
  ['registeredAddress', '户籍地址', 'Registered address', 'text', 3, believed],
  ['registeredDivision', '户籍地区划', 'Registered division', 'text', 2, believed],
  ['actualAddress', '现住地址', 'Actual address', 'text', 3, recent],
  ['gridCode', '网格编码', 'Grid code', 'text', 1, recent],
  ['phone', '联系电话', 'Telephone', 'text', 3, recent],
  ['maritalStatus', '婚姻状况', 'Marital status', 'code', 3, believed, 'marital-status'],
  ['education', '文化程度', 'Education', 'code', 2, believed, 'education'],
  ['householdSize', '家庭人口', 'Household size', 'integer', 2, believed],
  ['allowanceCategory', '救助类别', 'Allowance category', 'text', 3, believed],
  ['allowanceMonthlyAmount', '月保障金额', 'Monthly allowance (CNY)', 'decimal', 3, believed],
  ['allowanceStatus', '救助状态', 'Allowance status', 'code', 3, believed, 'allowance-status'],
  ['livingSituation', '居住状况', 'Living situation', 'code', 3, believed, 'living-situation'],
  ['elderAbility', '能力等级', 'Elder ability level', 'code', 3, believed, 'elder-ability'],
  ['emergencyContactName', '紧急联系人', 'Emergency contact', 'text', 3, believed],
  ['emergencyContactPhone', '紧急联系电话', 'Emergency contact telephone', 'text', 3, believed],
  ['healthRecordNumber', '健康档案号', 'Health record number', 'text', 4, believed],
];

const legalEntityRows: readonly Row[] = [
  ['name', '名称', 'Name', 'text', 1, believed],
  ['formerName', '曾用名称', 'Former name', 'text', 1, believed],
  ['creditCode', '统一社会信用代码', 'Unified social credit code', 'text', 1, believed],
  ['organisationType', '组织类型', 'Organisation type', 'text', 1, believed],
  ['legalRepresentative', '法定代表人', 'Legal representative', 'text', 2, believed],
  ['legalRepresentativeDocument', '法定代表人证件号码', 'Document of the legal representative', 'text', 4, believed],
  ['address', '地址', 'Address', 'text', 1, recent],
  ['gridCode', '网格编码', 'Grid code', 'text', 1, recent],
  ['phone', '联系电话', 'Telephone', 'text', 2, recent],
  ['establishedOn', '成立日期', 'Established on', 'date', 1, believed],
  ['industryCategory', '行业类别', 'Industry category', 'text', 1, believed],
  ['institutionCategory', '机构类别', 'Medical institution category', 'code', 1, believed, 'institution-category'],
  ['socialOrganisationStatus', '社会组织状态', 'Social organisation status', 'code', 1, believed, 'operating-status'],
  ['institutionStatus', '医疗机构状态', 'Medical institution status', 'code', 1, believed, 'operating-status'],
  ['tradeStatus', '特种行业状态', 'Special trade status', 'code', 1, believed, 'operating-status'],
  ['socialOrganisationLicence', '社会组织登记证号', 'Social organisation licence', 'text', 1, believed],
  ['institutionLicence', '执业许可证号', 'Medical institution licence', 'text', 1, believed],
  ['tradeLicence', '特种行业许可证号', 'Special trade licence', 'text', 1, believed],
];

const toElement =
  (entity: EntityType) =>
  ([name, zh, en, valueType, grade, survivorship, codeTable]: Row): StandardElement => ({
    name,
    entity,
    label: { zh, en },
    valueType,
    grade,
    survivorship,
    ...(codeTable === undefined ? {} : { codeTable }),
  });

export const standardElements: Readonly<Record<EntityType, readonly StandardElement[]>> = {
  resident: residentRows.map(toElement('resident')),
  'legal-entity': legalEntityRows.map(toElement('legal-entity')),
};

const byName = new Map(
  Object.values(standardElements).flatMap((list) => list.map((e) => [`${e.entity}/${e.name}`, e] as const)),
);

/** The element of that name, or null where the name is a field of a department's own. */
export function findStandardElement(entity: EntityType, name: string): StandardElement | null {
  return byName.get(`${entity}/${name}`) ?? null;
}
