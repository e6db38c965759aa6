import type { ComparisonSettings, LevelSettings } from '../../../model/resolution.ts';

/** One side states nothing: no evidence. */
export const missing = (part: string): LevelSettings => ({
  key: 'missing',
  label: { zh: '一方没有', en: 'missing' },
  when: { test: 'absent', part },
  neutral: true,
  m: 0,
});

/** What remains when no level above holds; `limits` bound its weight in bits. */
export const different = (
  m: number,
  limits: { readonly atMost?: number; readonly atLeast: number },
): LevelSettings => ({
  key: 'different',
  label: { zh: '不同', en: 'different' },
  when: { test: 'otherwise' },
  m,
  ...limits,
});

/** One level that always holds: training weighs it by how many subjects two datasets share. */
export const sources: ComparisonSettings = {
  name: 'sources',
  label: { zh: '来源', en: 'Sources' },
  levels: [{ key: 'pair', label: { zh: '这两个数据集', en: 'these two datasets' }, when: { test: 'otherwise' }, m: 1 }],
};
