import fc from 'fast-check';
import pg from 'pg';
import { invalid } from '../../../schema/model/errors.ts';
import { createLog } from '../../../schema/runtime/log.ts';

function capture(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLog('trace', { write: (line) => void lines.push(line) }));
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

test('facts are kept, in a line with level, time and message', () => {
  const line = capture((log) => log.info({ dataset: 'health.residents', rows: 12 }, 'batch landed'));
  expect(line).toMatchObject({ level: 'info', msg: 'batch landed', dataset: 'health.residents', rows: 12 });
  expect(Date.parse(String(line.time))).toBeGreaterThan(0);
});

test.each([
  'authorization',
  'Authorization',
  'accessToken',
  'password',
  'clientSecret',
  'cookie',
  'DATABASE_URL',
  'name',
  'phone',
  'contactPhone',
  'idNumber',
  'id_no',
  'documentNumber',
  'actualAddress',
  'birthDate',
  'raw',
  'values',
  '姓名',
  '联系电话',
])('the value of %s never reaches the log, however deep it lies', (key) => {
  const line = (fields: object) => JSON.stringify(capture((log) => log.info(fields, 'x')));
  expect(line({ [key]: '张伟-1390000' })).not.toContain('1390000');
  expect(line({ batch: { rows: [{ [key]: '张伟-1390000' }] } })).not.toContain('1390000');
  expect(
    JSON.stringify(
      capture((log) =>
        log
          .child({ job: 'a' })
          .child({ [key]: '1390000' })
          .info('x'),
      ),
    ),
  ).not.toContain('1390000');
});

test('no structure around a secret lets it through', () => {
  const wrap = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'medium' },
      fc.constant({ token: 'S3CRET' }),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      fc.record({ batch: tie('node'), page: fc.nat() }),
    ),
  })).node;
  fc.assert(
    fc.property(wrap, (value) => {
      expect(JSON.stringify(capture((log) => log.info({ value }, 'x')))).not.toContain('S3CRET');
    }),
  );
});

test('an object of a class is not spread out: a request would show its headers', () => {
  class Request {
    headers = { authorization: 'Bearer S3CRET' };
    other = 'S3CRET';
  }
  expect(capture((log) => log.info({ request: new Request() }, 'x')).request).toBe('[Request]');
});

test('of a database error only the state and the names of columns are logged', () => {
  const error = new pg.DatabaseError('duplicate key (name)=(张伟)', 10, 'error');
  Object.assign(error, { severity: 'ERROR', code: '23505', detail: 'Key (phone)=(1390000)', table: 'record' });
  const line = JSON.stringify(capture((log) => log.error({ err: error }, 'x')));
  expect(line).not.toMatch(/张伟|1390000/);
  expect(line).toContain('PostgreSQL error 23505 (table record)');
});

test('an error of ours keeps its message, code, cause and place; its details are redacted', () => {
  const error = invalid(
    'KEY_MISSING',
    'row 3 lacks its key',
    { row: 3, line: 4, phone: '1390000' },
    { cause: new Error('eof') },
  );
  const { err } = capture((log) => log.error({ err: error }, 'x'));
  expect(err).toMatchObject({
    type: 'HubError',
    code: 'KEY_MISSING',
    message: 'row 3 lacks its key',
    details: { line: 4, phone: '[redacted]' },
    cause: { message: 'eof' },
  });
  expect(JSON.stringify(err)).toContain('log.redaction.test.ts');
});

test('what is below the level is not written', () => {
  const lines: string[] = [];
  createLog('warn', { write: (line) => void lines.push(line) }).info('quiet');
  expect(lines).toEqual([]);
});
