import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { renderReport } from '../../../gateway/report/render-report.ts';
import type { ReportInput } from '../../../gateway/report/report-input.ts';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { asEntityId, type EntityType, entityTypes } from '../../../schema/model/identity.ts';
import type { TypeReport } from '../../../schema/model/reconciliation.ts';
import { emptyObservations } from '../../../schema/rules/reconciliation/pair-observations.ts';
import { reportType } from '../../../schema/rules/reconciliation/report-type.ts';
import { previewChanges } from '../../../schema/rules/reconciliation/run-preview.ts';
import { compileModel } from '../../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { districtRecords } from '../../bench/matching/district-records.ts';
import { observeScoredPairs } from '../../support/observe-scored-pairs.ts';

const hostile = `<script>alert("1")</script>&'\u0000\ud800`;

const { records } = districtRecords({ residents: 600, seed: 3, today: '2026-11-01' });

function typeReport(entityType: EntityType, previous: TypeReport | null): TypeReport {
  const model = shippedModel(entityType);
  const own = records.filter((record) => record.entityType === entityType);
  const pairs = findScoredPairs(own, { model, dirty: 'all', oversizeKeys: 'from-records' });
  const prepared = own.map((record) => prepareRecord(record));
  const observations = observeScoredPairs({ records: prepared, pairs, compiled: compileModel(model), seed: 1 });
  const name = { ...model.parameters.name, equal: { m: 0.5, u: 0.1 } };
  const modelBefore = { ...model, version: `${hostile}-before`, parameters: { ...model.parameters, name } };
  return reportType({ observations, clusterSizes: { '1': 400, '2': 90, '14': 1 }, model, modelBefore }, previous);
}

const types = entityTypes.map((entityType) => typeReport(entityType, typeReport(entityType, null)));
const change = { entityType: 'resident', gridCode: null, previousGridCode: null } as const;
const preview = previewChanges(
  [
    {
      ...change,
      kind: 'ABSORBED',
      entityId: asEntityId('e-absorbed'),
      otherEntityId: asEntityId('e-into'),
      fields: [],
    },
    { ...change, kind: 'CHANGED', entityId: asEntityId('e-changed'), otherEntityId: null, fields: ['phone', hostile] },
  ],
  [
    {
      client: `platform ${hostile}`,
      agreement: {
        id: 'agreement',
        clientId: 'client',
        purposes: ['x'],
        areas: ['*'],
        fields: ['*'],
        grade: 4,
        validFrom: '2026-01-01T00:00:00Z',
        until: '2027-01-01T00:00:00Z',
      },
    },
  ],
);
const input: ReportInput = {
  reconciliation: {
    id: '5fc4198c-a996-4247-b694-7bdecc7cb711',
    state: 'done',
    phase: null,
    done: null,
    total: null,
    dryRun: true,
    retrain: true,
    requestedBy: hostile,
    startedAt: '2026-11-01T08:00:00.000Z',
    finishedAt: '2026-11-01T08:00:09.000Z',
    report: { records: 1234, goldenHash: 'abc', goldenHashBefore: 'abc' },
  },
  kept: { report: { previousRunId: 'previous', types }, preview },
  verdicts: [
    { entityType: 'resident', stratum: 4, verdict: 'right' },
    { entityType: 'resident', stratum: 4, verdict: 'wrong' },
  ],
  datasets: new Map([['health.patient', { zh: `患者${hostile}`, en: 'Patients' }]]),
  writtenAt: new Date('2026-11-02T00:00:00Z'),
};
const page = renderReport(input);

/** Elements with their attributes and text, read strictly as XML: anything unescaped ends the test. */
function readPage(text: string) {
  const elements: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes: { ...attributes } }));
  parser.on('text', (found) => texts.push(found));
  parser.write(text).close();
  return { elements, texts };
}

describe('the written report', () => {
  const { elements, texts } = readPage(page);
  const named = (name: string) => elements.filter((element) => element.name === name);

  test('is well-formed whatever names are in it, and shows them as they are', () => {
    expect(page).not.toContain('<script');
    expect(texts.join('')).toContain(`platform <script>alert("1")</script>&'\ufffd\ufffd`);
  });

  test('holds no script and loads nothing', () => {
    expect(named('script')).toEqual([]);
    for (const { attributes } of elements) {
      for (const [attribute, value] of Object.entries(attributes)) {
        expect(attribute).not.toMatch(/^(on|src|href|xlink)/);
        expect(value).not.toMatch(/^(https?:|\/\/|data:|javascript:)/);
      }
    }
    expect(page).not.toMatch(/@import|url\(|https?:\/\//);
    expect(named('meta').some(({ attributes }) => attributes.content?.includes("default-src 'none'"))).toBe(true);
  });

  test('says everything in both languages', () => {
    const spoken = (language: string) => elements.filter(({ attributes }) => attributes.lang === language).length;
    expect(spoken('zh')).toBe(spoken('en'));
    expect(spoken('zh')).toBeGreaterThan(100);
  });

  test('has the charts, and no number in them is none', () => {
    // Histogram, sizes and estimates of each type.
    expect(named('svg')).toHaveLength(6);
    expect(page).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('shows what changes, by field and platform, merges first', () => {
    const all = texts.join('|');
    for (const expected of ['居民 · 联系电话', 'Residents · Telephone', '→ ', 'e-into', 'e-absorbed', '9+']) {
      expect(all).toContain(expected);
    }
    expect(all.indexOf('e-absorbed')).toBeLessThan(all.indexOf('e-changed'));
    expect(all).toContain('-before');
  });

  test('names no person', () => {
    const values = records.flatMap((record) =>
      ['name', 'documentNumber', 'phone', 'actualAddress', 'creditCode'].flatMap((name) => record.values[name] ?? []),
    );
    expect(values.length).toBeGreaterThan(1000);
    // Names of two characters may be words of the page; longer values may not.
    const told = [...new Set(values)].filter((value) => value.length > 3 && page.includes(value));
    expect(told).toEqual([]);
  });
});

test('a run without a pair, a rule or a change is a page too', () => {
  const empty = entityTypes.map((entityType) => {
    const model = shippedModel(entityType);
    const settings = { ...model.settings, blocking: [] };
    const bare = { ...model, settings };
    return reportType({ observations: emptyObservations(), clusterSizes: {}, model: bare, modelBefore: bare }, null);
  });
  const bare = renderReport({
    ...input,
    reconciliation: { ...input.reconciliation, finishedAt: null, report: {} },
    kept: { report: { previousRunId: null, types: empty }, preview: previewChanges([], []) },
    verdicts: [],
  });
  expect(bare).not.toMatch(/NaN|Infinity|undefined/);
  expect(readPage(bare).texts.join('')).toContain('No pair reached the review cut.');
});
