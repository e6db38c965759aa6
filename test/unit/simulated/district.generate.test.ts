import { describe, expect, test } from '@jest/globals';
import type { Person } from '../../../connectors/simulated/district/district-model.ts';
import { feedOf, simulatedFeeds } from '../../../connectors/simulated/district/feed-forms.ts';
import {
  type District,
  defaultDistrict,
  districtPeople,
  generateDistrict,
} from '../../../connectors/simulated/district/generate-district.ts';
import { checkCitizenId } from '../../../schema/rules/elements/citizen-id.ts';
import { checkCreditCode } from '../../../schema/rules/elements/credit-code.ts';

const district = generateDistrict(defaultDistrict);
const byTruth = new Map(district.people.map((person) => [person.truth, person] as const));
const entityByTruth = new Map(district.legalEntities.map((entity) => [entity.truth, entity] as const));

describe('size', () => {
  test('the default district has 12,000 residents, a fifth as many legal entities and at least 25,000 rows', () => {
    expect(district.people).toHaveLength(12_000);
    expect(district.legalEntities.length).toBeGreaterThan(2_300);
    expect(district.legalEntities.length).toBeLessThan(2_500);
    const rows = Object.values(district.feeds).reduce((sum, feed) => sum + feed.length, 0);
    expect(rows).toBeGreaterThanOrEqual(25_000);
  });

  test.each([1, 7, 300])('a district of %d residents has exactly that many', (residents) => {
    expect([...districtPeople({ ...defaultDistrict, residents })]).toHaveLength(residents);
  });
});

describe('what is true', () => {
  test('every identity number is valid and tells the birth date and sex of its holder', () => {
    const robbed = new Set(trapsOf(district, 'sharedId').map(({ b }) => b));
    for (const person of district.people) {
      const check = checkCitizenId(person.idNumber, defaultDistrict.today);
      expect(check.problems).toEqual([]);
      if (robbed.has(person.truth)) continue;
      expect(check.birthDate?.replaceAll('-', '')).toBe(person.birthDate);
      expect(check.sex).toBe(person.sex);
    }
  });

  test('no number is issued twice, except to the people whom the traps name', () => {
    const holders = new Map<string, string[]>();
    for (const { idNumber, truth } of district.people) holders.set(idNumber, [...(holders.get(idNumber) ?? []), truth]);
    const shared = [...holders.values()].filter((truths) => truths.length > 1).map((truths) => truths.sort().join());
    const told = trapsOf(district, 'sharedId').map(({ a, b }) => [a, b].sort().join());
    expect(shared.sort()).toEqual([...new Set(told)].sort());
  });

  test('every credit code is valid, with a valid organisation code inside, and belongs to one entity', () => {
    const codes = district.legalEntities.map(({ creditCode }) => creditCode);
    for (const code of codes)
      expect(checkCreditCode(code)).toMatchObject({ kind: 'credit-code', valid: true, warnings: [] });
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('no two households live in one dwelling', () => {
    const homes = new Map<string, Set<string>>();
    for (const { dwelling, householdNumber } of district.people) {
      const place = `${dwelling.estate}${dwelling.building}-${dwelling.unit}-${dwelling.room}`;
      homes.set(place, (homes.get(place) ?? new Set()).add(householdNumber));
    }
    expect([...homes.values()].filter((households) => households.size > 1)).toEqual([]);
  });

  test('a mother is at least twenty years older than her child and lives with it', () => {
    const mothers = new Map(district.people.map((person) => [person.idNumber, person] as const));
    for (const child of district.people) {
      const mother = child.mother === null ? undefined : mothers.get(child.mother.idNumber);
      if (mother === undefined) continue;
      expect(Number(child.birthDate.slice(0, 4)) - Number(mother.birthDate.slice(0, 4))).toBeGreaterThanOrEqual(17);
      expect(mother.householdNumber).toBe(child.householdNumber);
    }
  });
});

describe('truth', () => {
  test('covers every row that can be taken, once, and no other', () => {
    const rows = Object.entries(district.feeds).filter(([dataset]) => dataset !== 'reference.grids');
    const broken = rows.reduce((sum, [, feed]) => sum + feed.length, 0) - district.truth.length;
    expect(broken).toBeGreaterThan(20);
    expect(broken).toBeLessThan(80);
    const keys = district.truth.map(({ dataset, key }) => `${dataset} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('names only people and entities of the district', () => {
    for (const { truth } of district.truth) expect(byTruth.has(truth) || entityByTruth.has(truth)).toBe(true);
  });

  test('every feed but the grids has rows that must be rejected', () => {
    for (const { dataset } of simulatedFeeds.filter((feed) => feed.dataset !== 'reference.grids')) {
      const taken = district.truth.filter((row) => row.dataset === dataset).length;
      expect({ dataset, broken: district.feeds[dataset].length - taken }).toEqual({
        dataset,
        broken: expect.any(Number),
      });
      expect(district.feeds[dataset].length - taken).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('traps', () => {
  test('there are some of every kind', () => {
    for (const kind of ['twins', 'namesake', 'sharedId', 'twoIds', 'childUnderMother', 'branch'] as const)
      expect({ kind, some: trapsOf(district, kind).length > 0 }).toEqual({ kind, some: true });
  });

  test('twins share birthday and household, and neither name nor number', () => {
    for (const [a, b] of peopleOf('twins')) {
      expect(a.birthDate).toBe(b.birthDate);
      expect(a.householdNumber).toBe(b.householdNumber);
      expect(a.name).not.toBe(b.name);
      expect(a.idNumber).not.toBe(b.idNumber);
    }
  });

  test('namesakes share name and birthday, and neither number nor home', () => {
    const pairs = peopleOf('namesake');
    expect(pairs.length).toBeGreaterThan(10);
    for (const [a, b] of pairs) {
      expect([a.name, a.birthDate]).toEqual([b.name, b.birthDate]);
      expect(a.idNumber).not.toBe(b.idNumber);
      expect(a.dwelling).not.toEqual(b.dwelling);
    }
  });

  test('a person with two numbers has both valid, of one birthday', () => {
    for (const [person] of peopleOf('twoIds')) {
      const second = checkCitizenId(person.secondIdNumber ?? '', defaultDistrict.today);
      expect(second.valid).toBe(true);
      expect(second.birthDate?.replaceAll('-', '')).toBe(person.birthDate);
    }
  });

  test('a child under its mother’s number carries it in the record that the trap names', () => {
    const truths = new Map<string, string>(
      district.truth.map(({ dataset, key, truth }) => [`${dataset} ${key}`, truth]),
    );
    const lines = new Map(patientLines(district));
    for (const { a, b } of trapsOf(district, 'childUnderMother')) {
      const child = byTruth.get(truths.get(`${a} ${b}`) ?? '');
      const written = /10011\.1\.3","value":"([^"]*)"/.exec(lines.get(b) ?? '')?.[1] ?? '';
      expect(checkCitizenId(written).canonical).toBe(child?.mother?.idNumber);
      expect(child?.age).toBeLessThan(4);
    }
  });

  test('a branch bears its parent’s name and a code of its own', () => {
    for (const { a, b } of trapsOf(district, 'branch')) {
      const [branch, parent] = [entityByTruth.get(a), entityByTruth.get(b)];
      expect(branch?.coreName.startsWith(parent?.coreName ?? '-')).toBe(true);
      expect(branch?.creditCode).not.toBe(parent?.creditCode);
    }
  });
});

describe('errors, at the rates of real exports', () => {
  const share = (dataset: keyof District['feeds'], column: string, holds: (text: string) => boolean): number => {
    const at = feedOf(dataset).columns.indexOf(column);
    const values = district.feeds[dataset].flatMap((row) => ('cells' in row ? [String(row.cells[at] ?? '')] : []));
    return values.filter(holds).length / values.length;
  };
  const wrong = (text: string): boolean => text !== '' && !checkCitizenId(text, defaultDistrict.today).valid;

  test.each([
    ['public-security.household-register', '公民身份号码', 0, 0.01],
    ['civil-affairs.elderly-care', '身份证号', 0.02, 0.08],
    ['civil-affairs.subsistence-allowance', '身份证号', 0.01, 0.1],
  ] as const)('%s lacks few identity numbers', (dataset, column, least, most) => {
    const missing = share(dataset, column, (text) => text === '');
    expect(missing).toBeGreaterThan(least);
    expect(missing).toBeLessThan(most);
  });

  test('health records lack the number of a tenth of all and of almost half of the newborn', () => {
    const lines = patientLines(district).map(([, line]) => line);
    const without = (some: readonly string[]) =>
      some.filter((line) => !line.includes('10011.1.3"')).length / Math.max(1, some.length);
    expect(without(lines)).toBeGreaterThan(0.08);
    expect(without(lines)).toBeLessThan(0.14);
    const newborn = lines.filter((line) => /"birthDate":"2026-/.test(line));
    expect(without(newborn)).toBeGreaterThan(0.3);
    expect(without(newborn)).toBeLessThan(0.6);
    expect(newborn.filter((line) => /之[子女]"/.test(line)).length / newborn.length).toBeGreaterThan(0.15);
  });

  test('about one number in a hundred is mistyped, fewer in the register', () => {
    expect(share('civil-affairs.elderly-care', '身份证号', wrong)).toBeLessThan(0.03);
    expect(share('public-security.household-register', '公民身份号码', wrong)).toBeLessThan(0.008);
    expect(share('public-security.household-register', '公民身份号码', wrong)).toBeGreaterThan(0.001);
  });

  test('some of the dead draw an allowance', () => {
    const receiving = new Set(
      district.feeds['civil-affairs.subsistence-allowance'].flatMap((row) =>
        'cells' in row && row.cells[12] === '在保' ? [String(row.cells[0])] : [],
      ),
    );
    const dead = district.truth.filter(
      ({ dataset, key, truth }) =>
        dataset === 'civil-affairs.subsistence-allowance' && receiving.has(key) && byTruth.get(truth)?.deceased,
    );
    expect(dead.length).toBeGreaterThanOrEqual(3);
  });

  test('one to two per cent of the grid codes are wrong', () => {
    const at = feedOf('civil-affairs.elderly-care').columns.indexOf('网格编码');
    const truths = new Map(
      district.truth.flatMap(({ dataset, key, truth }) =>
        dataset === 'civil-affairs.elderly-care' ? [[key, truth]] : [],
      ),
    );
    const rows = district.feeds['civil-affairs.elderly-care'].flatMap((row) => ('cells' in row ? [row.cells] : []));
    const known = rows.flatMap((cells) => {
      const person = byTruth.get(truths.get(String(cells[0])) ?? '');
      return person === undefined ? [] : [cells[at] === person.dwelling.gridCode];
    });
    const off = known.filter((right) => !right).length / known.length;
    expect(off).toBeGreaterThan(0.005);
    expect(off).toBeLessThan(0.03);
  });
});

function trapsOf(where: District, kind: District['traps'][number]['trap']): District['traps'] {
  return where.traps.filter(({ trap }) => trap === kind);
}

function peopleOf(kind: District['traps'][number]['trap']): readonly (readonly [Person, Person])[] {
  return trapsOf(district, kind).flatMap(({ a, b }) => {
    const [one, other] = [byTruth.get(a), byTruth.get(b)];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
}

function patientLines(where: District): readonly (readonly [string, string])[] {
  return where.feeds['health.patient'].flatMap((row) => {
    const id = 'line' in row ? /"id":"([^"]+)"/.exec(row.line)?.[1] : undefined;
    return id === undefined || !('line' in row) ? [] : [[id, row.line] as const];
  });
}
