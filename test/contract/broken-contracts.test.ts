import { parseContract } from '../../schema/model/load-contracts.ts';

/** A whole and short contract; every case breaks one line of it. */
const lines = [
  'dataset: housing.lease',
  'title: { zh: 租赁备案, en: Leases }',
  'entity: resident',
  'form: { type: csv, charset: gbk }',
  'key: 备案号',
  'version: 更新时间',
  'fields:',
  '  - { from: 备案号, to: leaseNumber, label: { zh: 备案号, en: Lease number }, grade: 2 }',
  '  - { from: 姓名, to: name, operations: name }',
  '  - { from: 性别, to: sex, operations: [{ code: sex, map: { 男: 1, 女: 2 } }] }',
  '  - { from: 出生日期, to: birthDate, operations: { date: YYYYMMDD } }',
  'updateFrequency: P1D',
  'sharing: { attribute: unconditional }',
  'retention: { class: lease, keep: P3Y }',
  'tests:',
  '  - name: a lease',
  '    row: { 备案号: A1, 姓名: 李秀英, 更新时间: 2026-03-03 }',
  '    expect: { values: { leaseNumber: A1, name: 李秀英 } }',
];
const text = lines.join('\n');
const broken = (line: number, by: string | null): string =>
  lines.flatMap((whole, index) => (index + 1 === line ? (by === null ? [] : [by]) : [whole])).join('\n');

test('the contract that the cases break is whole', () => {
  expect(parseContract(text, 'lease.contract.yaml').problems).toEqual([]);
});

/** Line broken, what stands there instead (null = nothing), then line, column, message and next step of the fault. */
const cases: readonly (readonly [string, number, string | null, number, number, RegExp, RegExp])[] = [
  ['an unfinished map', 2, 'title: { zh: 租赁备案, en: Leases', 3, 1, /not valid YAML/, /close the bracket/],
  ['a word twice', 4, 'form: { type: csv, type: xlsx }', 4, 20, /twice/, /remove one/],
  ['a missing key line', 5, null, 1, 1, /The contract lacks "key"/, /key: <column>/],
  ['an unknown word', 6, 'versoin: 更新时间', 6, 1, /unknown word "versoin"/, /did you mean "version"/],
  ['a dataset without a department', 1, 'dataset: lease', 1, 10, /not the right form/, /health\.patient/],
  [
    'a foreign department',
    2,
    'title: { zh: 租, en: L }\ndepartment: health',
    3,
    13,
    /not the one in the dataset/,
    /department: housing/,
  ],
  ['an unknown entity', 3, 'entity: person', 3, 9, /"person", which is not known/, /resident, legal-entity, grid/],
  ['a charset that nobody reads', 4, 'form: { type: csv, charset: big5 }', 4, 29, /"big5"/, /utf-8, gbk, gb18030/],
  ['a charset for a spreadsheet', 4, 'form: { type: xlsx, charset: gbk }', 4, 21, /unknown word "charset"/, /sheet/],
  ['FHIR without its resource', 4, 'form: { type: fhir }', 4, 7, /lacks "resourceType"/, /resourceType/],
  ['a key that no field reads', 5, 'key: 备案编号', 5, 6, /key column "备案编号"/, /did you mean "备案号"/],
  [
    'a version that nobody has seen',
    6,
    'version: 更新日期',
    6,
    10,
    /in no field and in no test row/,
    /did you mean "更新时间"/,
  ],
  [
    'a key that may be missing',
    8,
    '  - { from: 备案号, to: leaseNumber, required: false, label: { zh: 备案号, en: Lease number }, grade: 2 }',
    8,
    45,
    /must be required/,
    /remove "required: false"/,
  ],
  [
    'an own field without grade',
    8,
    '  - { from: 备案号, to: leaseNumber, label: { zh: 备案号, en: No } }',
    8,
    5,
    /no grade/,
    /grade: 1/,
  ],
  [
    'an own field that is believed',
    8,
    '  - { from: 备案号, to: n, label: { zh: 号, en: No }, grade: 2, believed: 1 }',
    8,
    61,
    /own field/,
    /remove "believed"/,
  ],
  [
    'a misspelt element',
    9,
    '  - { from: 姓名, to: nmae, operations: name }',
    9,
    21,
    /"nmae" is not a standard element of resident/,
    /did you mean "name"/,
  ],
  [
    'an element of the other entity',
    9,
    '  - { from: 姓名, to: creditCode, operations: name }',
    9,
    21,
    /standard element of legal-entity/,
    /choose an element of resident/,
  ],
  [
    'two fields for one element',
    9,
    '  - { from: 姓名, to: sex, operations: { code: sex } }',
    10,
    21,
    /Two fields fill "sex"/,
    /remove one/,
  ],
  [
    'an unknown operation',
    9,
    '  - { from: 姓名, to: name, operations: nam }',
    9,
    39,
    /"nam", which is not known/,
    /did you mean "name"/,
  ],
  [
    'a lowered grade',
    9,
    '  - { from: 姓名, to: name, operations: name, grade: 1 }',
    9,
    52,
    /lowered from 2 to 1/,
    /only raise/,
  ],
  ['a field without a source', 9, '  - { to: name, operations: name }', 9, 5, /needs a source/, /from: <column>/],
  [
    'an unknown code table',
    10,
    '  - { from: 性别, to: sex, operations: [{ code: gender }] }',
    10,
    47,
    /no code table "gender"/,
    /schema\/model\/code-tables/,
  ],
  [
    'another code table',
    10,
    '  - { from: 性别, to: sex, operations: [{ code: relation }] }',
    10,
    38,
    /coded by table "sex"/,
    /code: sex/,
  ],
  [
    'a map to no code',
    10,
    '  - { from: 性别, to: sex, operations: [{ code: sex, map: { 男: 3 } }] }',
    10,
    62,
    /turns "男" into "3"/,
    /0, 1, 2, 9/,
  ],
  [
    'a coded element without a code',
    10,
    '  - { from: 性别, to: sex }',
    10,
    5,
    /no operation makes one/,
    /\{ code: sex \}/,
  ],
  [
    'two settings in one operation',
    10,
    '  - { from: 性别, to: sex, operations: [{ code: sex, default: 9 }] }',
    10,
    39,
    /exactly one/,
    /entry of its own/,
  ],
  [
    'an unknown date format',
    11,
    '  - { from: 出生日期, to: birthDate, operations: { date: DDMMYYYY } }',
    11,
    54,
    /"DDMMYYYY"/,
    /YYYYMMDD/,
  ],
  ['a frequency in words', 12, 'updateFrequency: daily', 12, 18, /"daily"/, /P1D/],
  [
    'conditional without conditions',
    13,
    'sharing: { attribute: conditional }',
    13,
    10,
    /lacks "conditions"/,
    /to whom and for what/,
  ],
  ['not shared without a law', 13, 'sharing: { attribute: not-shared }', 13, 10, /lacks "basis"/, /cite the law/],
  [
    'a test for a field that is not there',
    18,
    '    expect: { values: { leaseNo: A1 } }',
    18,
    25,
    /No field fills "leaseNo"/,
    /use a name of fields/,
  ],
  [
    'a test for an unknown rejection',
    18,
    '    expect: { rejected: KEY_MISING }',
    18,
    25,
    /not a rule that rejects/,
    /did you mean "KEY_MISSING"/,
  ],
  [
    'a test for an unknown flag',
    18,
    '    expect: { values: { name: 李秀英 }, flags: [name/NAME_ODD] }',
    18,
    46,
    /"NAME_ODD" is not a rule/,
    /field\/RULE/,
  ],
];

test.each(cases)(
  '%s is found at its place, with the next step',
  (_title, line, by, atLine, atColumn, message, next) => {
    const { contract, problems } = parseContract(broken(line, by), 'lease.contract.yaml');
    expect(contract).toBeNull();
    expect(problems).toContainEqual({
      file: 'lease.contract.yaml',
      line: atLine,
      column: atColumn,
      message: expect.stringMatching(message),
      nextStep: expect.stringMatching(next),
    });
  },
);

test('several faults are reported at once, in the order of the file', () => {
  const text = broken(9, '  - { from: 姓名, to: nmae, operations: name }')
    .replace('code: sex', 'code: gender')
    .replace('key: 备案号', 'key: 无');
  const { problems } = parseContract(text, 'lease.contract.yaml');
  expect(problems.map((problem) => problem.line)).toEqual([5, 9, 10, 18]);
});

test.each(['', '- a\n- b', 'just a text', 'a: &a [*a, *a]', '\u0000', '--- a\n--- b'])(
  'a file that is no contract gives faults, not an exception: %j',
  (text) => {
    const { contract, problems } = parseContract(text, 'x.contract.yaml');
    expect(contract).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem.line).toBeGreaterThanOrEqual(1);
  },
);
