import type { EntityType } from '../../../schema/model/identity.ts';
import type { Flag } from '../../../schema/model/record.ts';

/** One record of one department in all the states that a history may bring it to. */
export interface MessyRecord {
  readonly dataset: string;
  readonly key: string;
  readonly entityType: EntityType;
  readonly states: readonly { readonly values: Readonly<Record<string, string>>; readonly flags?: readonly Flag[] }[];
}

type Values = Readonly<Record<string, string>>;

const household = '兴隆街道金陵世纪花园12栋1单元1502';
const lakeside = '南苑街道锁金新村2栋3单元604';
const villageTelephone = '02584470784';

const numbered = (documentNumber: string, values: Values): Values => ({
  ...values,
  documentType: 'CITIZEN_ID',
  documentNumber,
});
const numberOf = (birthDate: string, order: string): string =>
  withCheck(`320105${birthDate.replaceAll('-', '')}${order}`);
const without = (values: Values, ...names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

/** The check character of GB 11643. */
function withCheck(seventeen: string): string {
  const sum = [...seventeen].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
}

const ouyang = numbered(numberOf('1949-12-31', '002'), {
  name: '欧阳若曦',
  birthDate: '1949-12-31',
  sex: '2',
  phone: '13812345678',
  actualAddress: household,
  gridCode: '320105001001001',
  householdNumber: 'H0001',
});
const zhangWei = numbered(numberOf('1980-03-05', '011'), {
  name: '张伟',
  birthDate: '1980-03-05',
  sex: '1',
  phone: '13900000001',
  actualAddress: lakeside,
  gridCode: '320105002001001',
});
const namesake = numbered(numberOf('1981-03-05', '013'), {
  name: '张伟',
  birthDate: '1981-03-05',
  sex: '1',
  phone: '13900000002',
  actualAddress: '沙洲街道梦都大街75号长江之家40幢3单元303室',
});
const mother = numbered(numberOf('1988-07-08', '022'), {
  name: '王芳',
  birthDate: '1988-07-08',
  sex: '2',
  phone: '13900000003',
  actualAddress: household,
  householdNumber: 'H0001',
  relationToHead: '30',
});
const twin = (order: string, name: string): Values =>
  numbered(numberOf('2015-06-01', order), {
    name,
    birthDate: '2015-06-01',
    sex: '1',
    phone: '13900000003',
    actualAddress: household,
    householdNumber: 'H0001',
  });
const chen = numbered(numberOf('1955-05-05', '015'), {
  name: '陈建国',
  birthDate: '1955-05-05',
  sex: '1',
  phone: '13900000008',
  actualAddress: '双闸街道水西门大街112号爱达新城1幢2单元703室',
});
const zhao = numbered(numberOf('1940-01-05', '026'), {
  name: '赵敏',
  birthDate: '1940-01-05',
  sex: '2',
  phone: villageTelephone,
  actualAddress: '莫愁湖街道北圩路41号2幢1单元101室',
});
const sun = numbered(numberOf('1970-10-10', '028'), {
  name: '孙丽',
  birthDate: '1970-10-10',
  sex: '2',
  phone: villageTelephone,
  actualAddress: '莫愁湖街道北圩路41号2幢1单元102室',
});

const register = 'public-security.household-register';
const permit = 'public-security.residence-permit';
const patient = 'health.patient';
const allowance = 'civil-affairs.subsistence-allowance';
const elderly = 'civil-affairs.elderly-care';

const resident = (dataset: string, key: string, ...values: readonly Values[]): MessyRecord => ({
  dataset,
  key,
  entityType: 'resident',
  states: values.map((state) => ({ values: state, flags: flagsOf(state) })),
});
const legalEntity = (dataset: string, key: string, ...values: readonly Values[]): MessyRecord => ({
  dataset,
  key,
  entityType: 'legal-entity',
  states: values.map((state) => ({ values: state })),
});

/** What the contract's rules would flag: a number that contradicts the row's own birth date. */
function flagsOf({ documentNumber, birthDate }: Values): readonly Flag[] {
  const stated = documentNumber?.slice(6, 14);
  return stated === undefined || birthDate === undefined || stated === birthDate.replaceAll('-', '')
    ? []
    : [{ field: 'birthDate', rule: 'BIRTH_DATE_CONTRADICTS_ID' }];
}

const school = {
  name: '南京市建邺区启明星幼儿园',
  creditCode: '52320105304184187A',
  legalRepresentative: '赵杰',
  address: '南京市建邺区奥体大街1号24幢4单元802室',
  phone: '02588256404',
};
const hotel = {
  name: '南京市建邺区锦绣酒店有限公司',
  creditCode: '91320105143730756C',
  legalRepresentative: '张伟',
  address: '江苏省南京市建邺区兴隆街道值夏大街1号金陵世纪花园3幢4单元704室',
  phone: '02581338102',
};
const clinic = {
  name: '南京市建邺区博雅北诊所',
  creditCode: '52320105941244269H',
  legalRepresentative: '王惠珍',
  address: '南京市建邺区奥体大街1号31幢4单元1202室',
  phone: villageTelephone,
};
const society = {
  name: '南京市建邺区阳光志愿者协会',
  creditCode: '51320105413066462G',
  legalRepresentative: '孙丽',
  address: '南京市建邺区中山路186号27幢3单元1202室',
  phone: villageTelephone,
};

/** Ten people, four legal entities, four departments' hands: twins, namesakes, borrowed numbers, typos, branches. */
export const messyRecords: readonly MessyRecord[] = [
  resident(register, 'RK1', ouyang, { ...ouyang, actualAddress: lakeside, householdNumber: 'H0002' }),
  resident(
    patient,
    'pt-1',
    without(ouyang, 'documentNumber', 'documentType'),
    { ...ouyang, name: '欧阳若羲' },
    zhangWei,
  ),
  resident(elderly, 'YL1', { ...ouyang, livingSituation: 'ALONE' }, { ...ouyang, sex: '1', birthDate: '1949-12-30' }),
  resident(register, 'RK2', zhangWei, { ...zhangWei, name: '张玮' }),
  resident(patient, 'pt-2', without(zhangWei, 'documentNumber', 'documentType'), namesake, {
    name: '张伟',
    phone: '13900000001',
  }),
  resident(
    allowance,
    'DB2',
    { ...zhangWei, allowanceStatus: 'RECEIVING' },
    { ...zhangWei, allowanceStatus: 'STOPPED' },
  ),
  resident(permit, 'JZ3', namesake, { ...namesake, phone: '13900000001', actualAddress: lakeside }),
  resident(patient, 'pt-3', without(namesake, 'documentNumber', 'documentType', 'phone'), namesake),
  resident(register, 'RK4', twin('011', '李明'), { ...twin('011', '李明'), name: '李铭' }),
  resident(register, 'RK5', twin('037', '李亮')),
  resident(patient, 'pt-4', without(twin('011', '李明'), 'documentNumber', 'documentType'), twin('011', '李明')),
  resident(patient, 'pt-5', without(twin('037', '李亮'), 'documentNumber', 'documentType'), twin('011', '李亮')),
  resident(register, 'RK6', mother, { ...mother, householdNumber: 'H0003', actualAddress: lakeside }),
  resident(patient, 'pt-6', mother, without(mother, 'birthDate', 'documentNumber', 'documentType')),
  resident(
    patient,
    'pt-7',
    { ...mother, name: '王芳之子', birthDate: '2024-02-02', sex: '1' },
    numbered(numberOf('2024-02-02', '019'), {
      name: '李小满',
      birthDate: '2024-02-02',
      sex: '1',
      phone: '13900000003',
    }),
  ),
  resident(register, 'RK8', chen, { ...chen, lifeStatus: 'DECEASED' }),
  resident(permit, 'JZ8', { ...chen, documentNumber: numberOf('1955-05-05', '031') }, chen),
  resident(elderly, 'YL8', without(chen, 'documentNumber', 'documentType'), { ...chen, name: '陈健国' }),
  resident(register, 'RK9', { ...zhao, lifeStatus: 'DECEASED' }, zhao),
  resident(
    allowance,
    'DB9',
    { ...zhao, allowanceStatus: 'RECEIVING' },
    { ...zhao, documentNumber: sun.documentNumber ?? '' },
  ),
  resident(register, 'RK10', sun, { ...sun, documentNumber: zhao.documentNumber ?? '' }),
  resident(patient, 'pt-10', { ...sun, name: '孙立', sex: '1' }, without(sun, 'documentNumber', 'documentType'), {
    name: '孙丽',
    phone: villageTelephone,
  }),
  legalEntity('civil-affairs.social-organisation', 'SO1', school, { ...school, phone: villageTelephone }),
  legalEntity('health.institution', 'YJ1', { ...school, name: '启明星幼儿园医务室' }, without(school, 'creditCode')),
  legalEntity('public-security.special-trade', 'TZ2', hotel, without(hotel, 'creditCode'), {
    ...hotel,
    name: '南京市建邺区锦绣酒店有限公司奥体分公司',
  }),
  legalEntity('health.institution', 'YJ3', clinic, { ...clinic, phone: hotel.phone }),
  legalEntity('civil-affairs.social-organisation', 'SO3', clinic, { ...clinic, creditCode: '52320105941244268H' }),
  legalEntity('civil-affairs.social-organisation', 'SO4', society, { ...society, creditCode: clinic.creditCode }),
  legalEntity('public-security.special-trade', 'TZ4', { ...society, creditCode: hotel.creditCode }, society),
];
