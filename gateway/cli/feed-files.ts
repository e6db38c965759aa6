import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './exit-codes.ts';

export interface FeedFile {
  readonly file: string;
  readonly dataset: string;
}

export interface FeedFiles {
  readonly feeds: readonly FeedFile[];
  /** Files whose name is no dataset of this hub. */
  readonly skipped: readonly string[];
}

/**
 * The feeds among the paths: a folder stands for the files directly in it, and a file's name up to its endings is its
 * dataset (`health.patient.ndjson.gz` → `health.patient`) unless `dataset` says which it is.
 *
 * @throws UsageError a path that is not there, or `dataset` with several files or unknown to this hub
 */
export async function findFeedFiles(
  paths: readonly string[],
  known: ReadonlySet<string>,
  dataset: string | null,
): Promise<FeedFiles> {
  if (dataset !== null && !known.has(dataset)) {
    throw new UsageError(`no dataset ${dataset}; this hub knows: ${[...known].sort().join(', ')}`);
  }
  const files = (await Promise.all(paths.map(listFiles))).flat();
  if (dataset !== null) {
    if (files.length !== 1) throw new UsageError(`--dataset goes with one file, not ${files.length}`);
    return { feeds: files.map((file) => ({ file, dataset })), skipped: [] };
  }
  const feeds: FeedFile[] = [];
  const skipped: string[] = [];
  for (const file of files) {
    const named = path.basename(file).replace(/(\.(csv|txt|xlsx|json|ndjson|xml|gz))+$/i, '');
    if (known.has(named)) feeds.push({ file, dataset: named });
    else skipped.push(file);
  }
  return { feeds, skipped };
}

async function listFiles(target: string): Promise<readonly string[]> {
  const found = await stat(target).catch(() => null);
  if (!found) throw new UsageError(`${target}: no such file or folder`);
  if (!found.isDirectory()) return [target];
  const entries = await readdir(target, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(target, entry.name))
    .sort();
}
