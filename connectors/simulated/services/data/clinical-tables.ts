/** Chronic conditions by ICD-10 with the share of people who have them from an age on; rough, for plausibility only. */
export const chronicConditions: readonly {
  readonly code: string;
  readonly name: string;
  readonly fromAge: number;
  readonly untilAge: number;
  readonly share: number;
  readonly growthPerDecade: number;
  readonly onlySex?: '1' | '2';
}[] = [
  { code: 'I10', name: '原发性高血压', fromAge: 35, untilAge: 120, share: 0.08, growthPerDecade: 0.12 },
  { code: 'E11', name: '2型糖尿病', fromAge: 35, untilAge: 120, share: 0.04, growthPerDecade: 0.05 },
  { code: 'I25', name: '慢性缺血性心脏病', fromAge: 50, untilAge: 120, share: 0.03, growthPerDecade: 0.06 },
  { code: 'I69.3', name: '脑梗死后遗症', fromAge: 55, untilAge: 120, share: 0.02, growthPerDecade: 0.03 },
  { code: 'J44', name: '慢性阻塞性肺疾病', fromAge: 50, untilAge: 120, share: 0.03, growthPerDecade: 0.03 },
  { code: 'J45', name: '哮喘', fromAge: 4, untilAge: 120, share: 0.03, growthPerDecade: 0 },
  { code: 'M81', name: '骨质疏松症', fromAge: 55, untilAge: 120, share: 0.1, growthPerDecade: 0.1, onlySex: '2' },
  { code: 'G30', name: '阿尔茨海默病', fromAge: 68, untilAge: 120, share: 0.02, growthPerDecade: 0.06 },
  { code: 'N18', name: '慢性肾脏病', fromAge: 45, untilAge: 120, share: 0.02, growthPerDecade: 0.02 },
  { code: 'G40', name: '癫痫', fromAge: 3, untilAge: 120, share: 0.005, growthPerDecade: 0 },
  { code: 'F20', name: '精神分裂症', fromAge: 18, untilAge: 120, share: 0.005, growthPerDecade: 0 },
  { code: 'Z34', name: '正常妊娠监督', fromAge: 22, untilAge: 40, share: 0.03, growthPerDecade: 0, onlySex: '2' },
  { code: 'Z88.0', name: '青霉素过敏史', fromAge: 1, untilAge: 120, share: 0.04, growthPerDecade: 0 },
];

/** Vaccines with the ages (years) at which their doses are due, and the share of people who got them. */
export const vaccines: readonly {
  readonly code: string;
  readonly name: string;
  readonly atAges: readonly number[];
  readonly share: number;
}[] = [
  { code: '0101', name: '卡介苗', atAges: [0], share: 0.97 },
  { code: '0201', name: '重组乙型肝炎疫苗', atAges: [0, 0.08, 0.5], share: 0.97 },
  { code: '0303', name: '脊髓灰质炎灭活疫苗', atAges: [0.17, 0.25], share: 0.96 },
  { code: '0403', name: '无细胞百白破疫苗', atAges: [0.25, 0.33, 0.42, 1.5], share: 0.95 },
  { code: '1201', name: '麻腮风联合减毒活疫苗', atAges: [0.67, 1.5], share: 0.95 },
  { code: '1901', name: '水痘减毒活疫苗', atAges: [1, 4], share: 0.8 },
  { code: '5601', name: '新型冠状病毒灭活疫苗', atAges: [18, 18.2], share: 0.05 },
  { code: '2101', name: '流感病毒裂解疫苗', atAges: [60, 65, 70, 75, 80], share: 0.35 },
  { code: '2301', name: '23价肺炎球菌多糖疫苗', atAges: [65], share: 0.4 },
];
