import type { SimulatedDataset } from './district-model.ts';

/** How a dataset's file is written: exactly as the department exports it. */
export type SimulatedForm =
  | {
      readonly type: 'csv';
      readonly charset: 'utf-8' | 'gb18030';
      readonly newline: '\n' | '\r\n';
      readonly bom: boolean;
    }
  | { readonly type: 'xlsx'; readonly sheet: string }
  | { readonly type: 'json' }
  | { readonly type: 'ndjson' };

export interface SimulatedFeed {
  readonly dataset: SimulatedDataset;
  readonly extension: string;
  readonly form: SimulatedForm;
  /** Empty for FHIR. */
  readonly columns: readonly string[];
}

const csv = (charset: 'utf-8' | 'gb18030', newline: '\n' | '\r\n' = '\r\n', bom = false) =>
  ({ extension: 'csv', form: { type: 'csv', charset, newline, bom } }) as const;
const columns = (text: string): readonly string[] => text.split(' ');

export const simulatedFeeds: readonly SimulatedFeed[] = [
  { dataset: 'reference.grids', ...csv('utf-8', '\n'), columns: columns('code street community grid') },
  {
    dataset: 'public-security.household-register',
    ...csv('gb18030'),
    columns: columns(
      '人员编号 姓名 曾用名 公民身份号码 性别 民族 出生日期 户号 与户主关系 户籍地址 现住地址 网格编码 联系电话 婚姻状况 文化程度 人员状态 更新时间',
    ),
  },
  {
    dataset: 'public-security.residence-permit',
    ...csv('gb18030'),
    columns: columns(
      '居住证号 姓名 证件类型 证件号码 性别 出生日期 户籍地区划 现住地址 网格编码 联系电话 登记日期 有效期至 更新时间',
    ),
  },
  {
    dataset: 'public-security.special-trade',
    ...csv('gb18030'),
    columns: columns(
      '许可证编号 单位名称 统一社会信用代码 法定代表人 法定代表人证件号码 经营地址 网格编码 联系电话 行业类别 状态 更新时间',
    ),
  },
  {
    dataset: 'civil-affairs.subsistence-allowance',
    extension: 'xlsx',
    form: { type: 'xlsx', sheet: '救助对象' },
    columns: columns(
      '救助证号 姓名 身份证号 性别 出生日期 家庭人口 救助类别 月保障金额 住址 网格编码 联系电话 起始年月 状态 更新时间',
    ),
  },
  {
    dataset: 'civil-affairs.elderly-care',
    ...csv('utf-8', '\r\n', true),
    columns: columns(
      '档案编号 姓名 身份证号 出生日期 居住状况 能力等级 住址 网格编码 本人电话 紧急联系人 紧急联系电话 更新时间',
    ),
  },
  {
    dataset: 'civil-affairs.social-organisation',
    extension: 'json',
    form: { type: 'json' },
    columns: columns(
      '登记证号 名称 曾用名称 统一社会信用代码 组织类型 法定代表人 住所 网格编码 联系电话 成立日期 状态 更新时间',
    ),
  },
  { dataset: 'health.patient', extension: 'ndjson', form: { type: 'ndjson' }, columns: [] },
  {
    dataset: 'health.institution',
    ...csv('utf-8'),
    columns: columns('执业许可证号 机构名称 统一社会信用代码 机构类别 负责人 地址 网格编码 联系电话 状态 更新时间'),
  },
];

export const feedOf = (dataset: SimulatedDataset): SimulatedFeed => {
  const feed = simulatedFeeds.find((one) => one.dataset === dataset);
  if (feed === undefined) throw new Error(`district: no feed of ${dataset}.`);
  return feed;
};
