import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { elder } from './graph-community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith();
});
afterAll(() => graph.close());

const findElder = async (): Promise<string> =>
  (await ask('{ residents(filter: { namePrefix: "李秀英" }) { nodes { id } } }')).data.residents.nodes[0].id;

test('a resident shows what three departments know, each value with its source', async () => {
  const { data, errors } = await ask(
    `query Elder($id: ID!) {
      resident(id: $id) {
        id name sex ethnicGroup birthDate age livingSituation elderAbility phone gridCode
        grid { code level title parent { title level } }
        provenance(fields: ["name", "livingSituation"]) { field dataset key version }
        records { dataset key version }
        publicSecurity { householdRegister { key personNumber name } }
        health { patient { patientId lifeStatus } }
        civilAffairs { elderlyCare { livingSituation emergencyContactPhone } subsistenceAllowance { allowanceNumber } }
      }
    }`,
    { id: await findElder() },
  );
  expect(errors).toEqual([]);
  expect(data.resident).toMatchObject({
    name: '李秀英',
    sex: 'FEMALE',
    ethnicGroup: 'HAN',
    birthDate: '1941-06-15',
    age: 85,
    livingSituation: 'ALONE',
    elderAbility: 'MILD_DISABILITY',
    grid: { level: 'GRID', title: '第一网格', parent: { title: '新达社区', level: 'COMMUNITY' } },
    provenance: [
      { field: 'name', dataset: 'public-security.household-register', key: 'RK9' },
      { field: 'livingSituation', dataset: 'civil-affairs.elderly-care', key: 'YL9' },
    ],
    records: [
      { dataset: 'civil-affairs.elderly-care', key: 'YL9' },
      { dataset: 'health.patient', key: 'pt-9' },
      { dataset: 'public-security.household-register', key: 'RK9' },
    ],
    publicSecurity: { householdRegister: [{ key: 'RK9', personNumber: 'RK9', name: '李秀英' }] },
    health: { patient: [{ patientId: 'pt-9', lifeStatus: 'ALIVE' }] },
    civilAffairs: {
      elderlyCare: [{ livingSituation: 'ALONE', emergencyContactPhone: '18822937973' }],
      subsistenceAllowance: [],
    },
  });
});
