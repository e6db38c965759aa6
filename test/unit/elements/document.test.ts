import { citizenIdCheckCharacter } from '../../../schema/rules/elements/citizen-id.ts';
import { classifyDocument } from '../../../schema/rules/elements/document.ts';

const withCheck = (digits: string) => digits + citizenIdCheckCharacter(digits);

test.each([
  ['CITIZEN_ID', ' 11010519491231002x', 'CITIZEN_ID', true],
  ['CITIZEN_ID', '110105491231002', 'CITIZEN_ID', true],
  ['CITIZEN_ID', '110105194912310021', 'CITIZEN_ID', false],
  ['CITIZEN_ID', withCheck('81000019900101001'), 'HMT_PERMIT', true],
  ['CITIZEN_ID', withCheck('91000019900101001'), 'FOREIGN_PRC', true],
  ['PASSPORT', 'e2048 2339', 'PASSPORT', true],
  ['PASSPORT', 'E2', 'PASSPORT', false],
  ['HMT_PERMIT', 'H12345678', 'HMT_PERMIT', true],
  ['HMT_PERMIT', withCheck('83000019900101001'), 'HMT_PERMIT', true],
  ['HMT_PERMIT', '11010519491231002X', 'HMT_PERMIT', false],
  ['FOREIGN_PRC', 'USA110101900101', 'FOREIGN_PRC', true],
  ['OTHER', '军字第12号', 'OTHER', null],
])('a number declared %s (%s) is a %s, valid: %s', (declared, number, type, valid) => {
  expect(classifyDocument(declared, number)).toMatchObject({ type, valid, declared: true });
});

test('without a declared type only a number that passes its whole check counts as a citizen ID', () => {
  expect(classifyDocument(null, '11010519491231002X')).toMatchObject({
    type: 'CITIZEN_ID',
    valid: true,
    declared: false,
  });
  expect(classifyDocument(null, '110105194912310021')).toMatchObject({ type: 'OTHER', valid: null, declared: false });
  expect(classifyDocument('身份证', 'E20482339')).toMatchObject({ type: 'OTHER', valid: null, declared: false });
});

test('an empty number is invalid under every type', () => {
  expect(classifyDocument('PASSPORT', ' ')).toMatchObject({ type: 'PASSPORT', valid: false, problems: ['EMPTY'] });
});

test('a number that merely looks like a passport keeps its declared type', () => {
  expect(classifyDocument('CITIZEN_ID', 'E20482339')).toMatchObject({
    type: 'CITIZEN_ID',
    valid: false,
    problems: ['CHECK'],
  });
});
