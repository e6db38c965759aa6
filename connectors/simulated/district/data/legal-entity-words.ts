/** Words that brands are made of: one or two of them, sometimes with a direction. */
export const brandWords: readonly string[] =
  '安和 博济 长青 诚信 春茂 德馨 东湖 恒丰 鸿运 惠民 吉祥 金桥 锦程 康泰 乐居 亮源 明德 宁远 普惠 清泉 仁和 荣升 瑞安 盛世 泰康 天成 同福 万象 祥云 欣荣 信达 兴隆 雅致 阳春 益寿 永乐 裕华 悦享 正源 众合'.split(
    ' ',
  );
export const brandEndings: readonly string[] = ['', '', '', '', '', '', '东', '西', '南', '北', '新', '一', '二', '三'];

export type LegalEntityKind = 'clinic' | 'hospital' | 'social' | 'trade';

/** A form of organisation: how its name ends and how its code begins (registrar, category: GB 32100). */
export interface EntityForm {
  readonly ending: string;
  readonly code: '51' | '52' | '53' | '91' | '92';
  /** Social organisation type, medical category or trade, as the departments write it. */
  readonly socialType?: '民办非企业单位' | '社会团体' | '基金会';
  readonly medical?: 'A' | 'B' | 'D' | 'M';
  readonly trade?: '旅馆业' | '公章刻制业' | '典当业';
  /** How a branch of it is called. */
  readonly branch?: '分公司' | '分店';
}

export const entityKinds: readonly (readonly [LegalEntityKind, number])[] = [
  ['clinic', 17],
  ['hospital', 6],
  ['social', 34.5],
  ['trade', 42.5],
];

const civil = { code: '52', socialType: '民办非企业单位' } as const;
export const entityForms: Readonly<Record<LegalEntityKind, readonly (readonly [EntityForm, number])[]>> = {
  clinic: [
    [{ ending: '诊所', medical: 'D', ...civil }, 8],
    [{ ending: '门诊部', medical: 'D', ...civil }, 2],
    [{ ending: '护理院', medical: 'M', ...civil }, 3],
    [{ ending: '社区卫生服务站', medical: 'B', ...civil }, 2],
  ],
  hospital: [
    [{ ending: '医院有限公司', code: '91', medical: 'A' }, 3],
    [{ ending: '医疗服务有限公司', code: '91', medical: 'D' }, 1],
  ],
  social: [
    [{ ending: '社区服务中心', ...civil, trade: '旅馆业' }, 4],
    [{ ending: '养老服务中心', ...civil, trade: '旅馆业' }, 4],
    [{ ending: '文化活动中心', ...civil, trade: '公章刻制业' }, 2],
    [{ ending: '志愿者协会', code: '51', socialType: '社会团体', trade: '公章刻制业' }, 3],
    [{ ending: '商会', code: '51', socialType: '社会团体', trade: '旅馆业' }, 1],
    [{ ending: '公益基金会', code: '53', socialType: '基金会', trade: '公章刻制业' }, 1],
  ],
  trade: [
    [{ ending: '酒店有限公司', code: '91', trade: '旅馆业', branch: '分公司' }, 8],
    [{ ending: '宾馆', code: '92', trade: '旅馆业', branch: '分店' }, 6],
    [{ ending: '印章制作有限公司', code: '91', trade: '公章刻制业', branch: '分公司' }, 5],
    [{ ending: '典当有限公司', code: '91', trade: '典当业', branch: '分公司' }, 3],
  ],
};
