import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../../schema/runtime/package-root.ts';

/** What a script of test/bench/matching/peers writes. Records by the ids of its input. */
export interface PeerResult {
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: Readonly<Record<string, number>>;
  /** Two records and their match weight in bits, from far below any threshold. */
  readonly edges: readonly (readonly [string, string, number])[];
  /** Probability at which edges were cut → clusters, formed by the peer itself. */
  readonly clusters: Readonly<Record<string, readonly (readonly string[])[]>>;
}

/** A peer that did not run says why; it is never made up. */
export type PeerRun =
  | { readonly ran: true; readonly result: PeerResult }
  | { readonly ran: false; readonly why: string };

/** @param python interpreter that has the peer installed; null: not run */
export async function runPeer(python: string | null, script: string, inputs: readonly string[]): Promise<PeerRun> {
  if (python === null) return { ran: false, why: 'not run: no interpreter given (--peers or PEERS_PYTHON)' };
  const folder = mkdtempSync(path.join(tmpdir(), 'peer-'));
  const out = path.join(folder, 'result.json');
  const file = path.join(packageRoot(), 'test/bench/matching/peers', script);
  try {
    await promisify(execFile)(python, ['-B', file, '--out', out, ...inputs], { maxBuffer: 1 << 26 });
    return { ran: true, result: JSON.parse(readFileSync(out, 'utf8')) };
  } catch (error) {
    return { ran: false, why: `not run: ${lastLine(error)}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastLine(error: unknown): string {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  return (stderr.trim() || String(error).trim()).split('\n').at(-1) ?? '';
}
