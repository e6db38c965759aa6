import type { LevelSettings } from '../../../model/resolution.ts';

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
