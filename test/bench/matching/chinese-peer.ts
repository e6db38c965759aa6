import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { parse } from 'csv-parse';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { ResolutionSettings } from '../../../schema/model/resolution.ts';
import { type Accuracy, evaluateClusters } from '../../../schema/rules/resolution/evaluate.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import { recordName } from './district-records.ts';

/** What Splink made of a city; a peer that did not run says why and is never made up. */
export type PeerMeasure =
  | { readonly ran: false; readonly why: string }
  | {
      readonly ran: true;
      readonly versions: Readonly<Record<string, string>>;
      readonly seconds: Readonly<Record<string, number>>;
      /** Probability that edges were cut at → accuracy of Splink's own clusters. */
      readonly accuracy: Readonly<Record<string, Accuracy>>;
    };

export interface PeerOptions {
  /** Interpreter that has Splink installed; null = not run. */
  readonly python: string | null;
  /** The hub's levels and guards instead of generic settings; `input` is then a prepared file. */
  readonly guards: boolean;
  readonly input: string;
  /** Where the peer's clusters are written. */
  readonly output: string;
}

const longestRunMs = 60 * 60_000;

/** @param truth `rid` of the city's file → true entity. */
export async function measureChinesePeer(
  truth: ReadonlyMap<string, string>,
  { python, guards, input, output }: PeerOptions,
): Promise<PeerMeasure> {
  if (python === null) return { ran: false, why: 'not run: no interpreter given' };
  const script = path.join(packageRoot(), 'test/bench/matching/peers/chinese.py');
  const flags = guards ? ['--guards'] : [];
  try {
    const { stdout } = await promisify(execFile)(python, ['-B', script, ...flags, '--out', output, input], {
      maxBuffer: 1 << 26,
      timeout: longestRunMs,
    });
    const { versions, seconds } = JSON.parse(lastLine(stdout));
    return { ran: true, versions, seconds, accuracy: await evaluatePeer(output, truth) };
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    return { ran: false, why: `not run: ${lastLine(stderr || String(error))}` };
  }
}

async function evaluatePeer(
  file: string,
  truth: ReadonlyMap<string, string>,
): Promise<Readonly<Record<string, Accuracy>>> {
  const byThreshold = new Map<string, Map<string, string[]>>();
  for await (const { threshold, cluster, record } of createReadStream(file).pipe(parse({ columns: true }))) {
    const clusters = byThreshold.get(threshold) ?? new Map<string, string[]>();
    byThreshold.set(threshold, clusters);
    const members = clusters.get(cluster);
    if (members) members.push(record);
    else clusters.set(cluster, [record]);
  }
  return Object.fromEntries(
    [...byThreshold].map(([threshold, clusters]) => [threshold, evaluateClusters(clusters.values(), truth)]),
  );
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Column of the prepared file → part of the prepared record. */
const preparedColumns: Readonly<Record<string, string>> = {
  number: 'document.number',
  standing: 'document.standing',
  name: 'name.folded',
  pinyin: 'name.pinyin',
  surname: 'name.surnamePinyin',
  birth: 'birth',
  sex: 'sex',
  phone: 'phone',
  dwelling: 'home.byEstate',
  grid: 'grid',
};

/** The records in the hub's comparison form, for a peer that is to have the same reading of numbers, names and addresses. */
export async function writePreparedFile(
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  file: string,
): Promise<void> {
  function* lines(): Generator<string> {
    yield `rid,${Object.keys(preparedColumns).join(',')}\n`;
    for (const record of records) {
      const { parts } = prepareRecord(record, settings);
      const cells = Object.values(preparedColumns).map((part) => parts[part] ?? '');
      yield `${[record.key, ...cells].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

/** `rid` → true entity, from truth by `recordName`. */
export const truthByKey = (
  records: readonly RecordValues[],
  truth: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  new Map(records.map((record) => [record.key, truth.get(recordName(record)) ?? ''] as const));
