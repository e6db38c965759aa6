import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DistrictSummary } from '../../connectors/simulated/district/write-district.ts';
import { expectDone, runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDistrict } from '../support/district.ts';
import { parseLinks } from '../support/hub-state.ts';

let folder: DataFolder;
let district: DistrictSummary;
let links: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await makeDataFolder();
  const feeds = path.join(folder.path, 'feeds');
  district = await makeDistrict(feeds, 1_500, 5);
  await expectDone(runCli(['load', '--json', feeds], { dataDir: folder.path }));
  links = parseLinks(await expectDone(runCli(['export', 'links'], { dataDir: folder.path })));
}, 120_000);
afterAll(() => folder.remove());

/** The lines of a CSV without its header; no cell of truth and traps is quoted. */
const readRows = (file: string): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

test('no two whom the generator made to be confused are merged', () => {
  const entitiesOf = new Map<string, Set<string>>();
  for (const [dataset, key, truth = ''] of readRows(district.truthFile)) {
    const entity = links.get(`${dataset}/${key}`);
    if (entity === undefined) continue;
    entitiesOf.set(truth, (entitiesOf.get(truth) ?? new Set()).add(entity));
  }
  // A trap of one person with two numbers names that person twice.
  const traps = readRows(district.trapsFile).filter(([, a, b]) => a !== b);
  const merged = traps.filter(([, a = '', b = '']) =>
    [...(entitiesOf.get(a) ?? [])].some((entity) => entitiesOf.get(b)?.has(entity)),
  );
  expect(merged).toEqual([]);
  // Twins, namesakes, branches and children under their mother's number are all there to be confused.
  const present = traps.filter(([, a = '', b = '']) => entitiesOf.has(a) && entitiesOf.has(b));
  expect(new Set(present.map(([kind]) => kind)).size).toBeGreaterThanOrEqual(4);
});

test('every record but the rejected ones is linked to one entity', () => {
  expect(links.size).toBeGreaterThan(2_500);
  expect(links.size).toBe(readRows(district.truthFile).length);
});

test('`evaluate` counts the same records and finds the matching precise', async () => {
  const args = ['evaluate', '--json', '--truth', district.truthFile];
  const [residents, legalEntities] = JSON.parse(await expectDone(runCli(args, { dataDir: folder.path })));
  expect(residents.truthRecords + legalEntities.truthRecords).toBe(links.size);
  expect(residents.precision).toBeGreaterThanOrEqual(0.999);
  expect(residents.recall).toBeGreaterThanOrEqual(0.98);
  expect(legalEntities.precision).toBeGreaterThanOrEqual(0.97);
  expect(legalEntities.recall).toBeGreaterThanOrEqual(0.93);
});
