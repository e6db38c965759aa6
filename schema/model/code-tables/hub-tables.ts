import { codeTable } from './code-table.ts';

const hub = 'Commongrid';

/** The hub's own tables: no standard settles them, so the codes are words that a contract maps local codes to. */
export const hubTables = [
  codeTable('document-type', '证件类型', 'Document type', hub, {
    CITIZEN_ID: ['居民身份证', 'Citizen identity card'],
    PASSPORT: ['护照', 'Passport'],
    HMT_PERMIT: ['港澳台居民证件', 'Permit of a Hong Kong, Macao or Taiwan resident'],
    FOREIGN_PRC: ['外国人永久居留身份证', "Foreigner's permanent residence card"],
    OTHER: ['其他证件', 'Other document'],
  }),
  codeTable('life-status', '生存状态', 'Life status', hub, {
    ALIVE: ['在世', 'Alive'],
    DECEASED: ['死亡', 'Deceased'],
  }),
  codeTable('registration-status', '户籍状态', 'Registration status', hub, {
    NORMAL: ['正常', 'Registered'],
    MOVED_OUT: ['迁出', 'Moved out'],
    CANCELLED: ['注销', 'Cancelled'],
  }),
  codeTable('allowance-status', '救助状态', 'Allowance status', hub, {
    RECEIVING: ['在保', 'Receiving'],
    STOPPED: ['停保', 'Stopped'],
  }),
  codeTable('living-situation', '居住状况', 'Living situation', hub, {
    ALONE: ['独居', 'Lives alone'],
    EMPTY_NEST: ['空巢', 'Empty nest'],
    WITH_SPOUSE: ['与配偶同住', 'With spouse'],
    WITH_CHILDREN: ['与子女同住', 'With children'],
    WITH_OTHERS: ['与他人同住', 'With others'],
    INSTITUTION: ['机构养老', 'In an institution'],
  }),
  codeTable('operating-status', '存续状态', 'Operating status', hub, {
    ACTIVE: ['有效', 'Active'],
    CANCELLED: ['注销', 'Cancelled'],
  }),
  // Letters of the institution register of the health department, as in its feed; others are queued for the steward.
  codeTable('institution-category', '医疗机构类别', 'Medical institution category', '卫生机构分类（健康部门登记）', {
    A: ['医院', 'Hospital'],
    B: ['社区卫生服务中心', 'Community health centre'],
    D: ['门诊部、诊所', 'Outpatient department or clinic'],
    M: ['护理机构', 'Nursing institution'],
  }),
] as const;
