import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLifecycle, withLifecycle } from '../../../schema/runtime/lifecycle.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import { stopOnSignal } from '../../../schema/runtime/stop-on-signal.ts';

const log = createLog('silent');

function journal() {
  const entries: string[] = [];
  const resource = (name: string) =>
    [name, () => void entries.push(`open ${name}`), () => void entries.push(`close ${name}`)] as const;
  return { entries, resource };
}

test('what was opened is closed in reverse order, once', async () => {
  const { entries, resource } = journal();
  const lifecycle = createLifecycle(log);
  for (const name of ['database', 'queue', 'server']) await lifecycle.open(...resource(name));
  await Promise.all([lifecycle.close(), lifecycle.close()]);
  expect(entries.slice(3)).toEqual(['close server', 'close queue', 'close database']);
});

test('a start that fails half-way closes what it had opened and tells why it failed', async () => {
  const { entries, resource } = journal();
  const lifecycle = createLifecycle(log);
  await lifecycle.open(...resource('database'));
  await lifecycle.open(...resource('queue'));
  const failing = lifecycle.open(
    'server',
    () => Promise.reject(new Error('port 4000 is taken')),
    () => undefined,
  );
  await expect(failing).rejects.toThrow('port 4000 is taken');
  expect(entries.slice(2)).toEqual(['close queue', 'close database']);
});

test('one resource that does not close keeps no other open, and the fault is told', async () => {
  const { entries, resource } = journal();
  const lifecycle = createLifecycle(log);
  await lifecycle.open(...resource('database'));
  await lifecycle.open(
    'queue',
    () => undefined,
    () => Promise.reject(new Error('stuck')),
  );
  await expect(lifecycle.close()).rejects.toThrow('1 resource(s) could not be closed');
  expect(entries).toContain('close database');
});

test('nothing is opened once closing has begun', async () => {
  const { entries, resource } = journal();
  const lifecycle = createLifecycle(log);
  await lifecycle.close();
  await expect(lifecycle.open(...resource('server'))).rejects.toThrow('stopping');
  expect(entries).toEqual([]);
});

test('what finishes opening while the process stops is closed too', async () => {
  const { entries } = journal();
  const lifecycle = createLifecycle(log);
  const opening = lifecycle.open(
    'database',
    () => sleep(20),
    () => void entries.push('close database'),
  );
  await lifecycle.close();
  await opening;
  expect(entries).toEqual(['close database']);
});

test('nothing is closed under the hands of what is just being opened', async () => {
  const { entries, resource } = journal();
  const lifecycle = createLifecycle(log);
  await lifecycle.open(...resource('database'));
  const queue = lifecycle.open(
    'queue',
    async () => {
      await sleep(20);
      entries.push('open queue');
    },
    () => void entries.push('close queue'),
  );
  await Promise.all([queue, lifecycle.close()]);
  expect(entries).toEqual(['open database', 'open queue', 'close queue', 'close database']);
});

test('a command that fails leaves nothing open', async () => {
  const { entries, resource } = journal();
  const command = withLifecycle(log, async (lifecycle) => {
    await lifecycle.open(...resource('database'));
    throw new Error('no such dataset');
  });
  await expect(command).rejects.toThrow('no such dataset');
  expect(entries).toEqual(['open database', 'close database']);
});

describe('a signal', () => {
  const start = async (close: () => Promise<void>, deadlineMs = 5_000) => {
    const lifecycle = createLifecycle(log);
    await lifecycle.open('server', () => undefined, close);
    const signals = new EventEmitter();
    const codes: number[] = [];
    const remove = stopOnSignal(lifecycle, log, { signals, deadlineMs, exit: (code) => void codes.push(code) });
    return { signals, codes, remove };
  };

  test.each(['SIGINT', 'SIGTERM'] as const)('%s closes in order and ends with 0', async (signal) => {
    let closed = 0;
    const { signals, codes } = await start(async () => {
      closed += 1;
    });
    signals.emit(signal, signal);
    await sleep(20);
    expect([closed, codes]).toEqual([1, [0]]);
  });

  test('the second one ends the process at once', async () => {
    const { signals, codes } = await start(() => sleep(10_000, undefined, { ref: false }));
    signals.emit('SIGINT', 'SIGINT');
    signals.emit('SIGINT', 'SIGINT');
    expect(codes).toEqual([130]);
  });

  test('closing that takes too long ends with 1', async () => {
    const { signals, codes } = await start(() => sleep(10_000, undefined, { ref: false }), 30);
    signals.emit('SIGTERM', 'SIGTERM');
    await sleep(100);
    expect(codes).toEqual([1]);
  });

  test('closing that fails ends with 1', async () => {
    const { signals, codes } = await start(() => Promise.reject(new Error('stuck')));
    signals.emit('SIGTERM', 'SIGTERM');
    await sleep(20);
    expect(codes).toEqual([1]);
  });

  test('is left to others once the handlers are taken away', async () => {
    const { signals, remove } = await start(async () => undefined);
    remove();
    expect(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM')).toBe(0);
  });
});
