import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../../../schema/runtime/package-root.ts';
import type { BenchReport, Figure } from '../../harness/bench.ts';
import { median, round } from '../../harness/statistics.ts';
import type { MatchingOptions, MatchingTable } from '../matching-options.ts';

/** What each engine prints of one run. */
interface SpeedRun {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly clusters: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly [name: string]: unknown;
}

/** benchmarks.md: times as fast as Splink, and at most so much memory; 10M against the clock, for Splink is not run there. */
const goals: Readonly<Record<number, { readonly ratio?: number; readonly seconds?: number; readonly MiB: number }>> = {
  1000000: { ratio: 3, MiB: 0.8 * 1024 },
  5000000: { ratio: 7, MiB: 2.5 * 1024 },
  10000000: { seconds: 90, MiB: 5 * 1024 },
};

/** Splink took 9.8 GB for five million records; beyond that it is not run. */
const largestForPeer = 5_000_000;
const threads = 2;

export const speedTable: MatchingTable = {
  name: 'speed',
  description: 'from a CSV of synthetic residents to clusters, the same candidate rules, ours and Splink in turn',
  run: async (options, note) => {
    const { generator } = options;
    if (generator === null) {
      note('no --generator: not run');
      return { settings: {}, figures: [], samples: {} };
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'speed-'));
    try {
      const figures: Figure[] = [];
      const samples: Record<string, unknown> = {};
      for (const size of options.sizes) {
        const measured = await measureSize(size, generator, folder, options, note);
        figures.push(...measured.figures);
        samples[size] = measured.samples;
      }
      return { settings: { threads, sizes: options.sizes }, figures, samples };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measureSize(
  size: number,
  generator: string,
  folder: string,
  { rounds, seed, peers }: MatchingOptions,
  note: (text: string) => void,
): Promise<Pick<BenchReport, 'figures' | 'samples'>> {
  const file = path.join(folder, `${size}.csv`);
  note(`making ${size.toLocaleString('en')} residents`);
  await promisify(execFile)(process.execPath, [generator, String(size), file, String(seed)]);
  const ours: SpeedRun[] = [];
  const theirs: SpeedRun[] = [];
  let whyNot = size > largestForPeer ? 'not run: it does not fit' : null;
  for (let turn = 0; turn < rounds; turn++) {
    note(`${size.toLocaleString('en')}: turn ${turn + 1}, ours`);
    ours.push(await runOurs(file));
    if (whyNot !== null) continue;
    note(`${size.toLocaleString('en')}: turn ${turn + 1}, Splink`);
    const run = await runPeer(peers, file);
    if (typeof run === 'string') whyNot = run;
    else theirs.push(run);
  }
  rmSync(file);
  return { figures: toFigures(size, ours, theirs, whyNot, note), samples: { ours, theirs, whyNot } };
}

async function runOurs(file: string): Promise<SpeedRun> {
  const script = path.join(import.meta.dirname, 'run-ours.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, String(threads)], {
    maxBuffer: 1 << 24,
  });
  const run: SpeedRun & { readonly totalMs: number } = JSON.parse(lastLine(stdout));
  return { ...run, seconds: run.totalMs / 1_000 };
}

async function runPeer(python: string | null, file: string): Promise<SpeedRun | string> {
  if (python === null) return 'not run: no interpreter given (--peers or PEERS_PYTHON)';
  const script = path.join(packageRoot(), 'test/bench/matching/peers/splink_speed.py');
  try {
    const { stdout } = await promisify(execFile)(python, ['-B', script, file], { maxBuffer: 1 << 26 });
    return JSON.parse(lastLine(stdout));
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return `not run: ${lastLine(stderr)}`;
  }
}

function toFigures(
  size: number,
  ours: readonly SpeedRun[],
  theirs: readonly SpeedRun[],
  whyNot: string | null,
  note: (text: string) => void,
): readonly Figure[] {
  const goal = goals[size];
  const name = `${size / 1_000_000}M`;
  const secondsOf = (runs: readonly SpeedRun[]): number => median(runs.map(({ seconds }) => seconds));
  const peakOf = (runs: readonly SpeedRun[]): number => median(runs.map(({ peakMiB }) => peakMiB));
  const figures: Figure[] = [
    {
      measure: `${name} ours`,
      value: round(secondsOf(ours)),
      unit: 's',
      ...(goal?.seconds === undefined ? {} : { goal: { atMost: goal.seconds } }),
    },
    {
      measure: `${name} ours, peak`,
      value: peakOf(ours),
      unit: 'MiB',
      ...(goal === undefined ? {} : { goal: { atMost: goal.MiB } }),
    },
  ];
  if (theirs.length === 0) {
    note(`${name} Splink: ${whyNot}`);
    return figures;
  }
  // Turn by turn: what else the machine did then touched both.
  const ratio = median(ours.flatMap((run, turn) => (theirs[turn] ? [theirs[turn].seconds / run.seconds] : [])));
  return [
    ...figures,
    { measure: `${name} Splink`, value: round(secondsOf(theirs)), unit: 's' },
    { measure: `${name} Splink, peak`, value: peakOf(theirs), unit: 'MiB' },
    {
      measure: `${name} times as fast`,
      value: round(ratio),
      unit: '×',
      ...(goal?.ratio === undefined ? {} : { goal: { atLeast: goal.ratio } }),
    },
  ];
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
