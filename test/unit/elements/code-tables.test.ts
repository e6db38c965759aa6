import { codeTables, findCodeLabel, findCodeTable } from '../../../schema/model/code-tables.ts';
import { entityTypes } from '../../../schema/model/identity.ts';
import { standardElements } from '../../../schema/model/standard-elements.ts';

test('every coded standard element has its table', () => {
  const missing = entityTypes
    .flatMap((entity) => standardElements[entity])
    .filter((element) => element.valueType === 'code' && findCodeTable(element.codeTable ?? '') === null)
    .map((element) => element.name);
  expect(missing).toEqual([]);
});

test('every code is labelled in both languages and can be a GraphQL enum value behind a prefix', () => {
  for (const table of codeTables) {
    for (const [code, label] of Object.entries(table.codes)) {
      expect(`${table.name} ${code}`).toMatch(/^[a-z-]+ [0-9A-Z_]+$/);
      expect(label.zh).toMatch(/\p{Script=Han}/u);
      expect(label.en).toMatch(/^[A-Z]/);
    }
  }
});

test('the 56 peoples, the rest and foreign descent are all there', () => {
  const codes = Object.keys(findCodeTable('ethnic-group')?.codes ?? {}).sort();
  expect(codes).toEqual([...Array.from({ length: 56 }, (_, i) => String(i + 1).padStart(2, '0')), '97', '98']);
});

test.each([
  ['sex', '2', '女'],
  ['ethnic-group', '05', '维吾尔族'],
  ['relation', '02', '户主'],
  ['marital-status', '30', '丧偶'],
  ['elder-ability', '4', '完全失能'],
  ['document-type', 'PASSPORT', '护照'],
])('code %s %s means %s', (table, code, zh) => {
  expect(findCodeLabel(table, code)?.zh).toBe(zh);
});

test('an unknown table or code has no label', () => {
  expect(findCodeTable('shoe-size')).toBeNull();
  expect(findCodeLabel('sex', '5')).toBeNull();
  expect(findCodeLabel('sex', 'constructor')).toBeNull();
});
