import { beforeAll, describe, expect, test } from '@jest/globals';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import { entityTypes, type RecordId } from '../../../schema/model/identity.ts';
import type { ResolutionModel } from '../../../schema/model/resolution.ts';
import { clusterComponent } from '../../../schema/rules/resolution/cluster-component.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { evaluateClusters } from '../../../schema/rules/resolution/evaluate.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { districtRecords, recordName } from '../../bench/matching/district-records.ts';

const { records, truth } = districtRecords({ residents: 3000, seed: 5, today: '2026-11-01' });
const ofType = (entityType: string) => records.filter((record) => record.entityType === entityType);
const residents = ofType('resident');
const options = { seed: 1, samples: 100_000 };
let trained: ResolutionModel;
beforeAll(async () => {
  trained = await trainModel(residents, shippedSettings('resident'), options);
});

describe('training a model without labels', () => {
  test('gives the same model for the same records in any order', async () => {
    const again = await trainModel([...residents].reverse(), shippedSettings('resident'), options);
    expect(JSON.stringify(again)).toBe(JSON.stringify(trained));
  });

  test('learns that agreement speaks for one person and disagreement against', () => {
    for (const comparison of ['document', 'name', 'birthDate', 'phone']) {
      const levels = trained.parameters[comparison];
      expect(levels?.equal?.m).toBeGreaterThan(levels?.equal?.u ?? 1);
    }
    expect(trained.parameters.name?.different?.m).toBeLessThan(trained.parameters.name?.different?.u ?? 0);
  });

  test('estimates how many pairs are one person to within a tenth', () => {
    const sizes = new Map<string, number>();
    for (const record of residents) {
      const entity = truth.get(recordName(record));
      if (entity) sizes.set(entity, (sizes.get(entity) ?? 0) + 1);
    }
    const truePairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
    const estimated = (trained.prior * residents.length * (residents.length - 1)) / 2;
    expect(estimated / truePairs).toBeGreaterThan(0.9);
    expect(estimated / truePairs).toBeLessThan(1.1);
  });

  test('knows that a register holds a person once and that two registers share many', () => {
    const priorOf = (a: string, b: string) =>
      trained.datasetPairs?.find(({ datasets }) => datasets[0] === a && datasets[1] === b)?.prior ?? 0;
    const register = 'public-security.household-register';
    expect(priorOf(register, register)).toBeLessThan(trained.prior / 4);
    expect(priorOf('health.patient', register)).toBeGreaterThan(trained.prior);
  });

  test('says before any label is read how right and how complete its links will be', () => {
    expect(trained.estimates).toMatchObject({ records: residents.length });
    expect(trained.estimates?.precision).toBeGreaterThanOrEqual(trained.settings.cuts.linkPrecision);
    expect(trained.estimates?.recall).toBeGreaterThan(0.98);
  });

  test('is the same model after a way through the database', () => {
    const [a, b] = residents.slice(0, 2).map((record) => prepareRecord(record, trained.settings));
    if (!a || !b) throw new Error('two records');
    expect(comparePair(a, b, JSON.parse(JSON.stringify(trained)))).toEqual(comparePair(a, b, trained));
  });

  test('keeps the shipped model when there is too little to learn from', async () => {
    const kept = await trainModel(residents.slice(0, 50), shippedSettings('resident'), { seed: 1 });
    expect(kept).toBe(shippedModel('resident'));
  });
});

describe('resolving a district that the model has not seen', () => {
  const models: readonly (readonly [string, ResolutionModel])[] = [
    ...entityTypes.map((entityType) => [`${entityType}, shipped model`, shippedModel(entityType)] as const),
    ['resident, model trained on the district', trained],
  ];

  test.each(models)('%s: hardly a wrong link, hardly a missed one', (_, model) => {
    const accuracy = evaluateClusters(resolve(model), truthOf(model.entityType));
    expect(accuracy.precision).toBeGreaterThanOrEqual(0.999);
    expect(accuracy.recall).toBeGreaterThanOrEqual(0.985);
  });
});

function truthOf(entityType: string): ReadonlyMap<string, string> {
  return new Map(
    ofType(entityType).flatMap((record) => {
      const name = recordName(record);
      const entity = truth.get(name);
      return entity === undefined ? [] : [[name, entity] as const];
    }),
  );
}

/** All records as one component: clustering must find the parts by itself. */
function resolve(model: ResolutionModel): readonly (readonly string[])[] {
  const all = ofType(model.entityType);
  const names = new Map<RecordId, string>(all.map((record) => [record.id, recordName(record)]));
  const pairs = findScoredPairs(all, { model, dirty: 'all', oversizeKeys: 'from-records' });
  const { clusters } = clusterComponent({
    records: all.map((record) => prepareRecord(record, model.settings)),
    pairs,
    decisions: [],
    model,
  });
  return clusters.map(({ members }) => members.flatMap((id) => names.get(id) ?? []));
}
