import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProcessAlive } from '../../schema/runtime/embedded-postgres/process-identity.ts';
import { startCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';
import { makeDistrict } from '../support/district.ts';
import { until } from '../support/until.ts';

let folder: DataFolder;
let district: string;
beforeAll(async () => {
  folder = await makeDataFolder();
  district = path.join(folder.path, 'district');
  await makeDistrict(district, 600);
});
afterAll(() => folder.remove());

test.each([
  ['load', () => ['load', district], 1_000, 130],
  ['start', () => ['start'], 300, 0],
  ['gateway', () => ['gateway'], 0, 0],
  ['worker', () => ['worker'], 1_500, 0],
])(
  '`%s` cut short once its database runs ends without a word of fault and leaves no server behind',
  async (_, args, afterMs, code) => {
    const cli = startCli(args(), { dataDir: folder.path, env: { PORT: '0' } });
    await until(() => folder.postgresPid() !== null, 60_000);
    const server = folder.postgresPid() ?? 0;
    await sleep(afterMs);
    const ended = await cli.end('SIGINT');
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({
      code,
      stderr: expect.not.stringMatching(/unforeseen|"level":"error"|^\s+at /m),
    });
    expect(isProcessAlive(server)).toBe(false);
  },
);
