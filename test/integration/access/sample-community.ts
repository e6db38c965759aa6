import type { Agreement, Principal } from '../../../schema/model/agreement.ts';
import { asEntityId, asRecordId, type EntityId, type EntityType } from '../../../schema/model/identity.ts';
import { createGradeTable } from '../../../schema/rules/access/grade-table.ts';
import { compactProvenance } from '../../../schema/rules/golden/compact-provenance.ts';
import { householdOf } from '../../../schema/rules/golden/household.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { insertAgreement } from '../../../schema/store/agreement-store.ts';
import { insertClient } from '../../../schema/store/client-store.ts';
import type { Database } from '../../../schema/store/database.ts';
import { insertGolden } from '../../../schema/store/golden-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';

export const clock = fixedClock('2026-11-01T08:00:00Z');
const now = clock.now();

export const grades = createGradeTable(
  [],
  [
    { path: 'resident.health.conditions', grade: 4 },
    { path: 'resident.health.patient.phone', grade: 3 },
    { path: 'resident.health.patient.key', grade: 3 },
  ],
);

const uuid = (n: number): EntityId => asEntityId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
/** Two of one household in Xinglong street, a widow of another community there, one of Nanyuan street, one without a grid. */
export const ids = {
  zhang: uuid(1),
  li: uuid(2),
  widow: uuid(3),
  wang: uuid(4),
  nowhere: uuid(5),
  absorbed: uuid(6),
  twice: uuid(7),
  clinic: uuid(8),
  hotel: uuid(9),
};

const residents: readonly [EntityId, Record<string, string>][] = [
  [
    ids.zhang,
    {
      name: '张伟',
      sex: '1',
      birthDate: '1950-03-14',
      documentNumber: '320105195003141234',
      phone: '13812341234',
      gridCode: '320105001001001',
      householdNumber: 'H1',
      relationToHead: '02',
      lifeStatus: 'ALIVE',
      actualAddress: '建邺区兴隆街道甲1号',
    },
  ],
  [
    ids.li,
    {
      name: '李娜',
      sex: '2',
      birthDate: '2015-11-02',
      documentNumber: '320105201511020022',
      gridCode: '320105001001001',
      householdNumber: 'H1',
      relationToHead: '30',
    },
  ],
  [
    ids.widow,
    {
      name: '王秀英',
      sex: '2',
      birthDate: '1940-01-05',
      phone: '13900000003',
      gridCode: '320105001002001',
      livingSituation: 'ALONE',
    },
  ],
  [ids.wang, { name: '王芳', sex: '2', birthDate: '1990-07-07', phone: '13900000004', gridCode: '320105002001001' }],
  [ids.nowhere, { name: '赵四', sex: '1', birthDate: '1970-01-01', phone: '13900000005' }],
];
const legalEntities: readonly [EntityId, Record<string, string>][] = [
  [
    ids.clinic,
    {
      name: '兴隆诊所',
      creditCode: '52320105304184187A',
      gridCode: '320105001001001',
      legalRepresentative: '赵杰',
      phone: '02588256404',
    },
  ],
  [ids.hotel, { name: '南苑酒店', creditCode: '91320105143730756C', gridCode: '320105002001001' }],
];

export async function plantCommunity(db: Database): Promise<void> {
  await plantAreas(db);
  for (const [id] of residents) await plantEntity(db, 'resident', id);
  for (const [id] of legalEntities) await plantEntity(db, 'legal-entity', id);
  await insertGolden(db, 'resident', residents.map(toDraft), now);
  await insertGolden(db, 'legal-entity', legalEntities.map(toDraft), now);
  await plantEntity(db, 'resident', ids.absorbed, ids.zhang);
  await plantEntity(db, 'resident', ids.twice, ids.absorbed);
  await plantRecord(
    db,
    'health.patient',
    'pt-1',
    { name: '张伟', phone: '13812345678', secret: 'not shared' },
    ids.zhang,
  );
  await plantRecord(db, 'public-security.household-register', 'RK1', { name: '张伟' }, ids.zhang);
  await plantRecord(db, 'health.patient', 'pt-4', { phone: '13900000004' }, ids.wang);
}

/** A client with one agreement; all of Xinglong street, every field, grade 2 unless said otherwise. */
export async function plantPrincipal(
  db: Database,
  name: string,
  changes: Partial<Agreement> = {},
): Promise<Principal & { agreement: Agreement }> {
  const client = await insertClient(db, { name, kind: 'platform', department: null }, now);
  const agreement = await insertAgreement(
    db,
    {
      purposes: ['elder care'],
      areas: ['320105001'],
      fields: ['*'],
      grade: 2,
      validFrom: '2026-01-01T00:00:00Z',
      until: '2027-01-01T00:00:00Z',
      ...changes,
      clientId: client.id,
    },
    now,
  );
  return { client, agreement, purpose: 'elder care' };
}

async function plantAreas(db: Database): Promise<void> {
  const areas = [
    ['320105', 'county', null],
    ['320105001', 'street', '320105'],
    ['320105002', 'street', '320105'],
    ['320105001001', 'community', '320105001'],
    ['320105001001001', 'grid', '320105001001'],
    ['320105002001', 'community', '320105002'],
    ['320105002001001', 'grid', '320105002001'],
  ];
  for (const [code, level, parent] of areas) {
    await runSql(db, 'insert into area (code, level, parent, title) values (?, ?, ?, ?)', [code, level, parent, code]);
  }
}

const plantEntity = (db: Database, entityType: EntityType, id: EntityId, absorbedInto: EntityId | null = null) =>
  runSql(db, 'insert into entity (id, entity_type, state, absorbed_into, created_at) values (?, ?, ?, ?, ?)', [
    id,
    entityType,
    absorbedInto === null ? 'live' : 'absorbed',
    absorbedInto,
    now,
  ]);

async function plantRecord(
  db: Database,
  dataset: string,
  key: string,
  values: Record<string, string>,
  entity: EntityId,
): Promise<void> {
  const [row] = await runSql<{ id: string }>(
    db,
    `insert into record (dataset, key, entity_type, version, hash, raw, "values", first_received_at, received_at)
     values (?, ?, 'resident', ?, '', '{}', ?, ?, ?) returning id`,
    [dataset, key, now, JSON.stringify(values), now, now],
  );
  await runSql(db, 'insert into link (record_id, entity_id, linked_at) values (?, ?, ?)', [row?.id, entity, now]);
}

const toDraft = ([id, values]: readonly [EntityId, Record<string, string>]) => ({
  id,
  values,
  provenance: compactProvenance({
    name: { dataset: 'health.patient', key: 'pt-1', recordId: asRecordId('1'), version: now.toISOString() },
  }),
  household: householdOf(values),
  recordCount: 1,
  hash: Buffer.from(id),
});
