import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import type { BenchOptions, BenchReport } from './bench.ts';
import { describeCommit, describeMachine } from './machine.ts';

/** Keeps the newest result of a bench in test/bench/results, where git keeps the older ones. @returns the file */
export function writeResult(
  name: string,
  startedAt: Date,
  options: Pick<BenchOptions, 'seed'>,
  report: BenchReport,
): string {
  const folder = path.join(packageRoot(), 'test/bench/results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  const result = {
    bench: name,
    startedAt: startedAt.toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    seed: options.seed,
    ...report,
  };
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  return path.relative(packageRoot(), file);
}
