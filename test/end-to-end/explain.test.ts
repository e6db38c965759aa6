import path from 'node:path';
import { runSql } from '../../schema/store/run-sql.ts';
import { type CliResult, expectDone, runCli } from '../support/cli.ts';
import { decideNotAPerson } from '../support/community.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDistrict } from '../support/district.ts';
import { parseLinks } from '../support/hub-state.ts';

type Name = readonly [dataset: string, key: string];

let folder: DataFolder;
/** Records of one entity of three or more, by dataset and key. */
let family: readonly Name[];
let entity: string;
/** A record of another resident. */
let stranger: Name;

const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { dataDir: folder.path });
const nameOf = (link: string): Name => {
  const [dataset = '', key = ''] = link.split('/');
  return [dataset, key];
};

beforeAll(async () => {
  folder = await makeDataFolder();
  const feeds = path.join(folder.path, 'feeds');
  await makeDistrict(feeds, 300, 5);
  await expectDone(run('load', '--json', feeds));
  const links = [...parseLinks(await expectDone(run('export', 'links')))].filter(([name]) =>
    /patient|register|permit|elderly/.test(name),
  );
  const sizes = new Map<string, number>();
  for (const [, id] of links) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1]);
  if (!largest || largest[1] < 3) throw new Error('the district has no resident of three records');
  entity = largest[0];
  family = links.filter(([, id]) => id === entity).map(([name]) => nameOf(name));
  const other = links.find(([, id]) => id !== entity);
  if (!other) throw new Error('the district has one resident');
  stranger = nameOf(other[0]);
}, 120_000);
afterAll(() => folder.remove());

const first = (): Name => family[0] ?? ['', ''];
const second = (): Name => family[1] ?? ['', ''];

test('a record is explained: its entity, every member, and how they joined', async () => {
  const stdout = await expectDone(run('explain', ...first()));
  expect(stdout).toContain(`${first().join(' ')}  →  resident ${entity}`);
  for (const name of family) expect(stdout).toContain(`\n  ${name.join(' ')}\n`);
  expect(stdout).toContain(`${family.length} records are one entity by ${family.length - 1} links.`);
  expect(stdout).toMatch(/How they joined, first to last:\nweight +record +other record +why\n─+/);
  expect(stdout).toMatch(/Weakest link: \+\d+\.\d /);
});

test('two records are explained in Chinese: every step, the verdict, and what would change it', async () => {
  const stdout = await expectDone(run('explain', ...first(), ...second(), '--lang', 'zh'));
  expect(stdout).toMatch(/^居民 {2}/);
  expect(stdout).toMatch(/任意两条记录为同一主体的先验 +−\d+\.\d/);
  expect(stdout).toMatch(/\n姓名：.+[+−]\d+\.\d +[+−]\d+\.\d/);
  expect(stdout).toMatch(/\n结论：.+\n权重 [+−]/);
  expect(stdout).toContain('\n现在：两条记录属于同一主体\n');
  expect(stdout).toMatch(/什么会改变结论：\n[\s\S]+人工判定为/);
  // Whoever reads Chinese meets no English sentence.
  expect(stdout).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/);
});

test('as JSON both are told whole and in both languages, and no value of a record is in it', async () => {
  const record = JSON.parse(await expectDone(run('explain', ...first(), '--json')));
  expect(record).toMatchObject({ kind: 'record', entityType: 'resident', current: true, whole: true });
  expect(record.members.map(({ key }: { key: string }) => key).sort()).toEqual(family.map(([, key]) => key).sort());
  expect(record.joins).toHaveLength(family.length - 1);
  const text = await expectDone(run('explain', ...first(), ...second(), '--json'));
  const pair = JSON.parse(text);
  expect(pair).toMatchObject({ kind: 'pair', together: true, explanation: { verdict: { zh: expect.any(String) } } });
  expect(pair.explanation.lines.at(-1).runningWeight).toBeCloseTo(pair.explanation.weight);
  const values = await folder.withDatabase((db) =>
    runSql<{ value: string }>(
      db,
      `select distinct held.value from record, jsonb_each_text("values") as held (element, value)
       where (dataset, key) in ((?, ?), (?, ?)) and length(held.value) > 4 and held.value <> key`,
      [...first(), ...second()],
    ),
  );
  expect(values.length).toBeGreaterThan(3);
  expect(values.filter(({ value }) => text.includes(value))).toEqual([]);
});

test('two strangers stay two, and a person could still say otherwise', async () => {
  const stdout = await expectDone(run('explain', ...first(), ...stranger));
  expect(stdout).toContain('\nNow: they are records of two entities\n');
  expect(stdout).toMatch(/link +If a person decides that they are one/);
});

test('what was compared counts as read of every entity concerned, and the chain stays sound', async () => {
  const reads = await folder.withDatabase((db) =>
    runSql<{ operation: string; client_name: string; fields: readonly string[] }>(
      db,
      `select operation, client_name, fields from disclosure where kind = 'read' and subject_id = ? and operation like 'explain.%'`,
      [entity],
    ),
  );
  expect(new Set(reads.map(({ operation }) => operation))).toEqual(new Set(['explain.record', 'explain.pair']));
  for (const { client_name, fields } of reads) {
    expect(client_name).toBe('local-operator');
    expect(fields).toEqual(expect.arrayContaining(['resident.name', 'resident.documentNumber']));
    expect(fields.some((field) => field.endsWith('.key'))).toBe(true);
  }
  expect((await run('audit', 'verify')).code).toBe(0);
});

test('a record that is no subject is told with the word of the person who said so, and that is in the chain', async () => {
  const [dataset, key] = stranger;
  await folder.withDatabase((db) => decideNotAPerson(db, { dataset, key }));
  const waiting = JSON.parse(await expectDone(run('explain', ...stranger, '--json')));
  expect(waiting).toMatchObject({ kind: 'set-aside', record: { dataset, key }, decision: { state: 'in-force' } });
  expect(waiting.standing.en).toContain('once that is resolved it leaves the entity it is still in');
  await folder.withDatabase((db) =>
    runSql(db, 'delete from link using record where record_id = record.id and (dataset, key) = (?, ?)', [dataset, key]),
  );
  const stdout = await expectDone(run('explain', ...stranger, '--lang', 'zh'));
  expect(stdout).toMatch(
    /^.+\n人工判定此记录不代表任何居民或法人，故不属于任何主体。\n\n人工决定：\n非主体 {2}.+ {2}clerk {2}/,
  );
  const pair = await run('explain', ...first(), ...stranger);
  expect({ code: pair.code, stdout: pair.stdout }).toEqual({ code: 1, stdout: '' });
  expect(pair.stderr).toMatch(/a person decided that record .+ is no subject; .+ \(RECORD_SET_ASIDE\)\n$/);
  const reads = await folder.withDatabase((db) =>
    runSql<{ subject_type: string }>(
      db,
      `select subject_type from disclosure join record on subject_id = record.id::text
       where operation = 'explain.record' and (dataset, key) = (?, ?)`,
      [dataset, key],
    ),
  );
  expect(reads.map(({ subject_type }) => subject_type)).toEqual(['record', 'record']);
}, 180_000);

test('records that cannot be compared, and one that its department deleted, are told in a line', async () => {
  const [dataset, key] = first();
  const same = await run('explain', dataset, key, dataset, key);
  expect({ code: same.code, stdout: same.stdout }).toEqual({ code: 2, stdout: '' });
  expect(same.stderr).toBe(
    'commongrid: explain: name two different records, both of residents or both of legal entities\n',
  );
  await folder.withDatabase(async (db) => {
    await runSql(db, 'update record set deleted = true where (dataset, key) = (?, ?)', [...stranger]);
    await runSql(db, 'delete from link using record where record_id = record.id and (dataset, key) = (?, ?)', [
      ...stranger,
    ]);
  });
  const deleted = await run('explain', ...stranger);
  expect({ code: deleted.code, stdout: deleted.stdout }).toEqual({ code: 1, stdout: '' });
  expect(deleted.stderr).toMatch(/its department has deleted record .+ \(RECORD_DELETED\)\n$/);
});
