import { buildAreaTree } from '../../../schema/rules/areas/build-area-tree.ts';
import { replaceAreas } from '../../../schema/store/area-store.ts';
import type { Database } from '../../../schema/store/database.ts';
import { putRecord, resolveAll } from '../../support/community.ts';

/** Two streets, three communities, four grids, as a row of grids names them. */
const grids = [
  ['320105001001001', '兴隆街道', '新达社区', '第一网格'],
  ['320105001001002', '兴隆街道', '新达社区', '第二网格'],
  ['320105001002001', '兴隆街道', '沙洲社区', '第一网格'],
  ['320105002001001', '南苑街道', '国泰社区', '第一网格'],
] as const;

const register = 'public-security.household-register';
const patient = 'health.patient';
const care = 'civil-affairs.elderly-care';
const allowance = 'civil-affairs.subsistence-allowance';

/** An elder who lives alone, known to three departments. */
const elder = {
  name: '李秀英',
  documentType: 'CITIZEN_ID',
  documentNumber: '320105194106154324',
  sex: '2',
  birthDate: '1941-06-15',
  phone: '15985277559',
  actualAddress: '兴隆街道金陵世纪花园27幢4单元304室',
  gridCode: '320105001001001',
};

const household = [
  {
    key: 'RK1',
    name: '张伟',
    documentNumber: '320105198503140135',
    sex: '1',
    birthDate: '1985-03-14',
    relationToHead: '02',
    phone: '13812341234',
  },
  {
    key: 'RK2',
    name: '王芳',
    documentNumber: '320105198707220121',
    sex: '2',
    birthDate: '1987-07-22',
    relationToHead: '10',
    phone: '13812341235',
  },
  {
    key: 'RK3',
    name: '张小宝',
    documentNumber: '320105201511020116',
    sex: '1',
    birthDate: '2015-11-02',
    relationToHead: '20',
  },
].map(({ key, ...values }) => ({
  key,
  values: {
    ...values,
    documentType: 'CITIZEN_ID',
    householdNumber: 'H0001',
    actualAddress: '兴隆街道奥体大街1号24幢4单元802室',
    gridCode: '320105001001002',
  },
}));

/** Sends a small community through resolution, as departments would. The area tree is a reference dataset's. */
export async function sendCommunity(db: Database): Promise<void> {
  await replaceAreas(
    db,
    buildAreaTree(grids.map(([code, street, community, grid]) => ({ key: code, code, street, community, grid }))),
  );
  await putRecord(db, { dataset: register, key: 'RK9', values: { ...elder, personNumber: 'RK9', ethnicGroup: '01' } });
  await putRecord(db, { dataset: patient, key: 'pt-9', values: { ...elder, patientId: 'pt-9', lifeStatus: 'ALIVE' } });
  await putRecord(db, {
    dataset: care,
    key: 'YL9',
    values: {
      ...elder,
      careFileNumber: 'YL9',
      livingSituation: 'ALONE',
      elderAbility: '1',
      emergencyContactName: '许博文',
      emergencyContactPhone: '18822937973',
    },
  });
  for (const { key, values } of household) await putRecord(db, { dataset: register, key, values });
  await putRecord(db, {
    dataset: register,
    key: 'RK5',
    values: {
      name: '赵国强',
      documentType: 'CITIZEN_ID',
      documentNumber: '320105194801010178',
      sex: '1',
      birthDate: '1948-01-01',
      actualAddress: '南苑街道锁金新村29幢3单元1002室',
      gridCode: '320105002001001',
    },
  });
  await putRecord(db, {
    dataset: allowance,
    key: 'DB5',
    values: {
      name: '孙丽',
      birthDate: '1970-05-05',
      sex: '2',
      allowanceStatus: 'RECEIVING',
      gridCode: '320105001002001',
    },
  });
  await putRecord(db, {
    dataset: 'public-security.special-trade',
    key: 'TZ1',
    entityType: 'legal-entity',
    values: {
      name: '南京兴隆酒店有限公司',
      creditCode: '91320105143730756C',
      legalRepresentative: '张伟',
      legalRepresentativeDocument: '320105198503140135',
      industryCategory: '旅馆业',
      gridCode: '320105001001002',
      tradeStatus: 'ACTIVE',
    },
  });
  await resolveAll(db);
}
