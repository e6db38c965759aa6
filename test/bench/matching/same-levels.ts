import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { namesMadeIn } from '../../../schema/model/part-names.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { ResolutionSettings } from '../../../schema/model/resolution.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { type PeerRun, runPeer } from './run-peer.ts';

/** How Splink is trained on parts that are ours: rules as lists of parts. */
export interface PeerTraining {
  /** Pairs that are nearly certain, for the prior, and which share of all matches they are thought to be. */
  readonly certain: readonly (readonly string[])[];
  readonly recall: number;
  /** What each session of EM blocks on. */
  readonly sessions: readonly (readonly string[])[];
}

/**
 * Splink with the parts, levels, term frequencies and blocking rules of our settings, so that what is left between the
 * two is the engine: estimation, guards, caps and clustering. Records are named by their keys.
 */
export async function runPeerOnSameLevels(
  python: string | null,
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  training: PeerTraining,
): Promise<PeerRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'same-levels-'));
  const [table, plan] = [path.join(folder, 'parts.csv'), path.join(folder, 'plan.json')];
  const { comparisons } = settings;
  try {
    writeFileSync(table, formatParts(records, settings));
    const blocking = settings.blocking.map(({ parts }) => parts);
    writeFileSync(plan, JSON.stringify({ comparisons, blocking, ...training }));
    return await runPeer(python, 'splink_same_levels.py', [table, plan]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A column per part, `name.given` as name_given; an absent part is empty. */
function formatParts(records: readonly RecordValues[], settings: ResolutionSettings): string {
  const names = namesMadeIn(settings);
  const lines = records.map((record) => {
    const { parts } = prepareRecord(record, settings);
    return [record.key, ...names.map((name) => parts[name])].map(formatCell).join(',');
  });
  return `${['unique_id', ...names.map((name) => name.replace('.', '_'))].join(',')}\n${lines.join('\n')}\n`;
}

const formatCell = (value: string | undefined): string =>
  value === undefined ? '' : `"${value.replaceAll('"', '""')}"`;
