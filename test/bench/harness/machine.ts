import { execFileSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { packageRoot } from '../../../schema/runtime/package-root.ts';

/** Where a result was measured; without it a number means nothing. */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
    /** Of the last 1, 5 and 15 minutes: whether the machine was quiet. */
    loadAverage: loadavg(),
  };
}

/** The commit that was measured, with `-dirty` behind it when the tree differs; null outside a clone. */
export function describeCommit(): string | null {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=12', '--dirty', '--exclude=*'], {
      cwd: packageRoot(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
