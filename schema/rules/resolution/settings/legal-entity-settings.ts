import type { ResolutionSettings } from '../../../model/resolution.ts';
import { sources } from './common-levels.ts';
import { legalEntityComparisons } from './legal-entity-comparisons.ts';

/** What is compared of two records of legal entities, and how candidates are found. Data: see ResolutionSettings. */
export const legalEntitySettings: ResolutionSettings = {
  entityType: 'legal-entity',
  version: 'legal-entity-settings-2',
  parts: [
    { kind: 'credit-code', from: ['creditCode'], into: 'code' },
    { kind: 'organisation-name', from: ['name'], into: 'name' },
    { kind: 'organisation-name', from: ['formerName'], into: 'former' },
    { kind: 'person-name', from: ['legalRepresentative'], into: 'representative' },
    { kind: 'phone', from: ['phone'], into: 'phone' },
    { kind: 'address', from: ['address'], into: 'site' },
    { kind: 'text', from: ['gridCode'], into: 'grid' },
  ],
  comparisons: [sources, ...legalEntityComparisons],
  blocking: [
    {
      name: 'organisation-code',
      label: { zh: '组织机构代码相同', en: 'same organisation code' },
      parts: ['code.organisation'],
      cap: 50,
      refine: [['name.core'], ['site.building']],
      refinedCap: 200,
    },
    {
      name: 'name',
      label: { zh: '名称主体同音', en: 'same core of the name by sound' },
      parts: ['name.pinyin'],
      cap: 50,
      refine: [['site.estate'], ['phone'], ['representative.folded']],
      refinedCap: 200,
    },
    {
      name: 'brand',
      label: { zh: '字号相同', en: 'same brand' },
      parts: ['name.brand'],
      cap: 50,
      refine: [['site.building'], ['phone'], ['representative.folded']],
      refinedCap: 200,
    },
    {
      name: 'dwelling-estate',
      label: { zh: '地址相同', en: 'same address' },
      parts: ['site.byEstate'],
      cap: 50,
      refine: [['name.kind'], ['representative.folded'], ['phone']],
      refinedCap: 200,
    },
    {
      name: 'dwelling-road',
      label: { zh: '地址（按路名）相同', en: 'same address by road' },
      parts: ['site.byRoad'],
      cap: 50,
      refine: [['name.kind'], ['representative.folded'], ['phone']],
      refinedCap: 200,
    },
    {
      name: 'phone',
      label: { zh: '电话相同', en: 'same telephone' },
      parts: ['phone'],
      cap: 50,
      refine: [['name.brand'], ['representative.folded']],
      refinedCap: 200,
    },
    {
      name: 'representative',
      label: { zh: '法定代表人相同', en: 'same legal representative' },
      parts: ['representative.folded'],
      cap: 30,
      refine: [['name.brand'], ['site.building'], ['phone'], ['name.kind', 'grid']],
      refinedCap: 200,
    },
  ],
  guards: [
    {
      reason: 'BRANCH',
      label: { zh: '一方是分支机构', en: 'one is a branch' },
      when: { branch: ['different'] },
      outcome: 'distinct',
      withinCluster: true,
    },
    {
      reason: 'VALID_CODES_DIFFER',
      label: { zh: '两个有效信用代码不同', en: 'two valid credit codes that differ' },
      when: { code: ['differ'] },
      outcome: 'review',
      without: ['code'],
      restAtLeast: 7,
      withinCluster: true,
    },
  ],
  caps: [
    {
      label: { zh: '名称不同，同一业主的证据只计一次', en: 'names differ: one owner at one address counts once' },
      when: [{ name: ['brand', 'like', 'different'], code: ['missing', 'typo', 'unlike'] }],
      comparisons: ['address', 'representative', 'phone'],
      limit: { kind: 'odds', atMost: -2 },
    },
  ],
  cuts: { linkPrecision: 0.99, leastProbability: 0.9, reviewProbability: 0.5 },
};
