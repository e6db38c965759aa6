import { PassThrough } from 'node:stream';
import { createTerminal, formatBar, formatTable } from '../../../gateway/cli/terminal.ts';

const open = (json: boolean) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal = createTerminal({ stdout, stderr, json });
  const read = (stream: PassThrough) => stream.read()?.toString() ?? '';
  return { terminal, out: () => read(stdout), remarks: () => read(stderr) };
};

test('in a pipe a step is one plain line without control characters', () => {
  const { terminal, remarks, out } = open(false);
  const progress = terminal.startProgress('loading');
  progress.update(1, 2);
  progress.finish('2 rows');
  expect(remarks()).toBe('loading 2 rows\n');
  expect(out()).toBe('');
});

test('under --json only the result is written', () => {
  const { terminal, remarks, out } = open(true);
  terminal.startProgress('loading').finish('done');
  terminal.remark('nearly there');
  terminal.printJson({ rows: 2 });
  expect(remarks()).toBe('');
  expect(JSON.parse(out())).toEqual({ rows: 2 });
});

test.each([
  [0, 10, '  0% 0/10'],
  [5, 10, ' 50% 5/10'],
  [0, 0, '100% 0/0'],
])('the bar of %i of %i says so', (done, total, ending) => {
  expect(formatBar(done, total).endsWith(ending)).toBe(true);
});

test('a table lines up Chinese text and puts numbers right', () => {
  const lines = formatTable(
    ['feed', 'rows'],
    [
      ['社会救助', 12],
      ['x', 3456],
    ],
  );
  expect(lines).toEqual(['feed       rows', '────────  ─────', '社会救助     12', 'x         3,456']);
});
