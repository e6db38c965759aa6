import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keepRun } from '../../../jobs/reconcile/keep-run.ts';
import { finishReconciliation, insertReconciliation } from '../../../schema/store/reconciliation-store.ts';
import { findRunReports } from '../../../schema/store/run-report-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { putRecord, resolveAll, testDependencies } from '../../support/community.ts';
import { finishRun } from '../../support/run-reconciliation.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeEach(async () => {
  graph = await openGraph();
  ask = await graph.clientWith({ areas: ['*'] }, 'administrator');
});
afterEach(() => graph.close());

const none = '00000000-0000-4000-8000-000000000000';
const register = 'public-security.household-register';

/** A run as the worker makes it, kept with its report. */
async function reconcile(dryRun: boolean): Promise<string> {
  const id = randomUUID();
  const dependencies = await testDependencies(graph.db);
  const now = dependencies.clock.now();
  await insertReconciliation(graph.db, { id, dryRun, retrain: false, requestedBy: 'test' }, now);
  await finishRun(graph.db, dependencies, id);
  return id;
}

/** A record whose new telephone a reconciliation has still to publish. */
async function sendNewPhone(): Promise<string> {
  const [row] = await runSql<{ key: string; values: Record<string, string> }>(
    graph.db,
    `select key, "values" from record where dataset = ? and "values" ->> 'gridCode' like '320105001%' order by key limit 1`,
    [register],
  );
  if (!row) throw new Error('the community has no record of the register');
  const version = '2026-10-31T00:00:00Z';
  await putRecord(graph.db, {
    dataset: register,
    key: row.key,
    version,
    values: { ...row.values, phone: '13999999999' },
  });
  return row.key;
}

const preview = `query ($id: ID!) { reconciliation(id: $id) { state phase progress { done } preview {
  changes { entityType counts { absorbed split deleted changed created } }
  fields { field entities }
  entries { kind entityType entityId otherEntityId fields }
  platforms { client entities counts { changed } fields { field entities } }
} } }`;

test('a dry run shows the values that would change, whom that concerns, and changes nothing', async () => {
  await graph.clientWith({ areas: ['320105001'], fields: ['resident.phone'] });
  await graph.clientWith({ areas: ['320105001'], fields: ['resident.name'] });
  await graph.clientWith({ areas: ['990000'], fields: ['resident.phone'] });
  await sendNewPhone();
  const id = await reconcile(true);
  const { data, errors } = await ask(preview, { id });
  expect(errors).toEqual([]);
  const shown = data.reconciliation;
  expect(shown).toMatchObject({ state: 'DONE', phase: null, progress: null });
  expect(shown.preview.changes[0]).toEqual({
    entityType: 'RESIDENT',
    counts: { absorbed: 0, split: 0, deleted: 0, changed: 1, created: 0 },
  });
  expect(shown.preview.fields).toEqual([{ field: 'resident.phone', entities: 1 }]);
  expect(shown.preview.entries).toMatchObject([{ kind: 'CHANGED', entityType: 'RESIDENT', fields: ['phone'] }]);
  expect(shown.preview.platforms).toEqual([
    { client: 'client 2', entities: 1, counts: { changed: 1 }, fields: [{ field: 'resident.phone', entities: 1 }] },
  ]);
  const [golden] = await runSql<{ phone: string }>(graph.db, 'select phone from resident where id = ?', [
    shown.preview.entries[0].entityId,
  ]);
  expect(golden?.phone).not.toBe('13999999999');
});

test('an administrator of another area is shown counts, and no entity of this one', async () => {
  await sendNewPhone();
  const id = await reconcile(true);
  const elsewhere = await graph.clientWith({ areas: ['320105002'] }, 'administrator');
  const { data } = await elsewhere(preview, { id });
  expect(data.reconciliation.preview.fields).toEqual([{ field: 'resident.phone', entities: 1 }]);
  expect(data.reconciliation.preview.entries).toEqual([]);
  const blind = await graph.clientWith({ areas: ['*'], fields: ['resident.name'] }, 'administrator');
  const entries = (await blind(preview, { id })).data.reconciliation.preview.entries;
  expect(entries).toMatchObject([{ kind: 'CHANGED', fields: [] }]);
});

test('a merge and a split name the entity that an id became or was part of', async () => {
  const twin = { name: '陈桂兰', sex: '2', birthDate: '1943-05-05', gridCode: '320105001001001' };
  const document = { documentType: 'CITIZEN_ID', documentNumber: '320105194305052347' };
  const address = { actualAddress: '兴隆街道金陵世纪花园3幢1单元101室', phone: '13700000007' };
  await putRecord(graph.db, { dataset: register, key: 'RK7', values: { ...twin, ...document, ...address } });
  await putRecord(graph.db, {
    dataset: 'health.patient',
    key: 'P7',
    values: { name: '某某', birthDate: '1999-01-01' },
  });
  await resolveAll(graph.db);
  await putRecord(graph.db, {
    dataset: 'health.patient',
    key: 'P7',
    version: '2026-10-01T00:00:00Z',
    values: { ...twin, ...document, ...address },
  });
  const entries = async () => (await ask(preview, { id: await reconcile(false) })).data.reconciliation.preview.entries;
  const [merge] = await entries();
  expect(merge).toMatchObject({ kind: 'ABSORBED', entityType: 'RESIDENT' });
  expect(merge.otherEntityId).not.toBeNull();
  await putRecord(graph.db, {
    dataset: 'health.patient',
    key: 'P7',
    version: '2026-10-02T00:00:00Z',
    values: { name: '某某', birthDate: '1999-01-01', gridCode: '320105001001001' },
  });
  expect((await entries())[0]).toMatchObject({ kind: 'SPLIT', otherEntityId: merge.otherEntityId });
});

const reports = `query ($id: ID!) { reconciliation(id: $id) { typeReports {
  entityType modelVersion linkCut reviewCut
  weights { bits link review distinct } clusterSizes { records entities }
  rules { name label { zh en } candidatePairs linkedPairs alone cappedBlocks }
  recall { missed { value low high } search { value low high } decision recall { value } }
  modelPrecision { value low high } clericalPrecision { covered precision { value } strata { stratum drawn population } }
  drift { dataset comparison population index verdict pairsBefore pairs } modelChange { version }
} } }`;

test('a run keeps what it saw: weights, sizes, rules, estimates, and the drift since the run before', async () => {
  const first = await ask(reports, { id: await reconcile(false) });
  expect(first.errors).toEqual([]);
  const [residents] = first.data.reconciliation.typeReports;
  const links = residents.weights.reduce((sum: number, bin: { link: number }) => sum + bin.link, 0);
  const [{ pairs, entities }] = await runSql<{ pairs: number; entities: number }>(
    graph.db,
    `select (select count(*)::integer from pair join record on record.id = a where outcome = 'link' and entity_type = 'resident') as pairs,
       (select count(*)::integer from resident) as entities`,
  ).then((rows) => [rows[0] ?? { pairs: -1, entities: -1 }] as const);
  expect(links).toBe(pairs);
  expect(links).toBeGreaterThan(0);
  const inSizes = residents.clusterSizes.reduce((sum: number, size: { entities: number }) => sum + size.entities, 0);
  expect(inSizes).toBe(entities);
  expect(residents.rules[0]).toMatchObject({ name: 'document', label: { en: 'same document number' } });
  expect(residents.recall.search.low).toBeLessThanOrEqual(residents.recall.search.value);
  expect(residents.modelPrecision.value).toBeGreaterThan(0.9);
  expect(residents).toMatchObject({ drift: [], modelChange: null, clericalPrecision: { covered: 0, precision: null } });
  const second = await ask(reports, { id: await reconcile(false) });
  const { drift } = second.data.reconciliation.typeReports[0];
  expect(drift.length).toBeGreaterThan(0);
  for (const line of drift) expect(line).toMatchObject({ index: 0, verdict: 'stable', pairsBefore: line.pairs });
});

test('persons judge the sample page by page; the estimate follows, and every word is in the audit', async () => {
  const id = await reconcile(false);
  const page = `query ($id: ID!, $after: String) { reconciliation(id: $id) { clericalSample(first: 2, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { id stratum weight verdict judgedBy a { key entityId } b { key entityId } explanation { weight } }
  } } }`;
  const samples: { id: string; weight: number; a: { key: string; entityId: string }; b: { entityId: string } }[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await ask(page, { id, after });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.reconciliation.clericalSample;
    samples.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  const kept = await graph.db('clerical_sample').where({ reconciliation_id: id });
  expect(samples.map((sample) => sample.id).sort()).toEqual(kept.map((row) => row.id).sort());
  expect(samples[0]).toMatchObject({ verdict: null, judgedBy: null });
  expect(samples[0]?.a.entityId).toBe(samples[0]?.b.entityId);

  const judge = `mutation ($id: ID!, $verdict: SampleVerdict!) { judgeSample(id: $id, verdict: $verdict) { verdict judgedBy judgedAt } }`;
  const [one, ...others] = samples;
  for (const sample of others) await ask(judge, { id: sample.id, verdict: 'RIGHT' });
  await ask(judge, { id: one?.id, verdict: 'RIGHT' });
  const again = await ask(judge, { id: one?.id, verdict: 'WRONG' });
  expect(again.data.judgeSample).toMatchObject({ verdict: 'WRONG', judgedBy: 'client 1' });
  const deeds = await graph.db('disclosure').where({ operation: 'sample.judge' }).orderBy('seq');
  expect(deeds).toHaveLength(samples.length + 1);
  expect(deeds.at(-1)).toMatchObject({ subject_id: one?.id, details: { verdict: 'wrong', reconciliation: id } });
  const { data } = await ask(reports, { id });
  const estimates = data.reconciliation.typeReports.map(
    (type: { clericalPrecision: unknown }) => type.clericalPrecision,
  );
  expect(estimates[0].covered).toBe(1);
  expect(
    estimates.some((estimate: { precision: { value: number } | null }) => (estimate.precision?.value ?? 1) < 1),
  ).toBe(true);
  expect((await ask(judge, { id: none, verdict: 'RIGHT' })).errors[0]?.extensions.code).toBe('SAMPLE_UNKNOWN');
  expect((await ask(judge, { id: 'x', verdict: 'RIGHT' })).errors[0]?.extensions.code).toBe('SAMPLE_UNKNOWN');
});

test('a run that is kept twice, as after a kill, keeps its verdicts', async () => {
  const id = await reconcile(false);
  await graph.db('clerical_sample').where({ reconciliation_id: id }).update({
    verdict: 'right',
    judged_by: 'clerk',
    judged_at: new Date(),
  });
  const before = await graph.db('clerical_sample').orderBy('id');
  const kept = (await findRunReports(graph.db, [id])).get(id);
  if (!kept) throw new Error('the run kept no report');
  await keepRun(graph.db, id, kept);
  expect(await graph.db('clerical_sample').orderBy('id')).toEqual(before);
});

test('a running reconciliation is cancelled once, on record, and its worker leaves everything as it was', async () => {
  await sendNewPhone();
  const started = await ask('mutation { startReconciliation { id } }');
  const { id } = started.data.startReconciliation;
  const cancel =
    'mutation ($id: ID!) { cancelReconciliation(id: $id) { id state finishedAt preview { fields { field } } } }';
  const { data, errors } = await ask(cancel, { id });
  expect(errors).toEqual([]);
  expect(data.cancelReconciliation).toMatchObject({ id, state: 'CANCELLED', preview: null });
  expect(data.cancelReconciliation.finishedAt).not.toBeNull();
  const deeds = await graph.db('disclosure').where({ operation: 'reconciliation.cancel' });
  expect(deeds).toMatchObject([{ kind: 'deed', subject_id: id }]);

  const before = await graph.db('resident').select('id', 'phone').orderBy('id');
  expect(await finishRun(graph.db, await testDependencies(graph.db), id)).toMatchObject({ state: 'cancelled' });
  expect(await graph.db('resident').select('id', 'phone').orderBy('id')).toEqual(before);
  await finishReconciliation(graph.db, id, { state: 'done', report: { records: 1 } }, new Date());
  const { data: later } = await ask('query ($id: ID!) { reconciliation(id: $id) { state report } }', { id });
  expect(later.reconciliation).toEqual({ state: 'CANCELLED', report: '{}' });

  const codes = await Promise.all([id, none, 'x'].map((asked) => ask(cancel, { id: asked })));
  expect(codes.map((answer) => answer.errors[0]?.extensions.code)).toEqual([
    'RECONCILIATION_ENDED',
    'RECONCILIATION_UNKNOWN',
    'RECONCILIATION_UNKNOWN',
  ]);
});

test('a platform neither sees a reconciliation, nor judges, nor cancels', async () => {
  const id = await reconcile(false);
  const platform = await graph.clientWith({ areas: ['*'] });
  const [sample] = await graph.db('clerical_sample').limit(1);
  const answers = [
    await platform(preview, { id }),
    await platform('mutation ($id: ID!) { judgeSample(id: $id, verdict: RIGHT) { id } }', { id: sample.id }),
    await platform('mutation ($id: ID!) { cancelReconciliation(id: $id) { id } }', { id }),
  ];
  for (const { data, errors } of answers) {
    expect(Object.values(data ?? {})).toEqual([null]);
    expect(errors[0]?.extensions.code).toBe('ADMINISTRATOR_ONLY');
  }
  expect(await graph.db('clerical_sample').whereNotNull('verdict')).toEqual([]);
  expect((await ask('query { reconciliation(id: "x") { id } }')).data).toEqual({ reconciliation: null });
});
