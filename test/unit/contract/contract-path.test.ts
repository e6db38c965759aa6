import { parsePath, readPath } from '../../../schema/model/contract-path.ts';

const patient = {
  id: 'p1',
  meta: { lastUpdated: '2026-10-10' },
  name: [{ text: '李秀英' }],
  identifier: [
    { system: 'urn:oid:2.16.156.10011.1.2', value: 'H1' },
    { system: 'urn:oid:2.16.156.10011.1.3', value: 'C1' },
    { system: 'urn:oid:2.16.156.10011.1.3', value: 'C2' },
  ],
  extension: [{ url: 'https://hub.example/a.b/grid', extension: [{ url: 'code', valueString: 'G1' }] }],
  deceasedBoolean: false,
};

test.each([
  ['id', 'p1'],
  ['meta.lastUpdated', '2026-10-10'],
  ['name[0].text', '李秀英'],
  ['name[1].text', undefined],
  ['identifier[system=urn:oid:2.16.156.10011.1.3].value', 'C1'],
  ['identifier[system=none].value', undefined],
  ['extension[url=https://hub.example/a.b/grid].extension[url=code].valueString', 'G1'],
  ['deceasedBoolean', false],
  ['id.deeper', undefined],
  ['constructor', undefined],
])('%s reads %p', (path, value) => {
  const steps = parsePath(path);
  expect(steps).not.toBeNull();
  expect(readPath(patient, steps ?? [])).toBe(value);
});

test.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[]', 'a[=x]', 'a[x=]', 'a]b', 'a[-1]'])('%j is no path', (path) => {
  expect(parsePath(path)).toBeNull();
});
