import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../schema/runtime/package-root.ts';

const sourceFolders = ['gateway', 'connectors', 'schema', 'jobs', 'migrations'];
let found: string | null = null;

/**
 * The built program's main file. COMMONGRID_BUILD names the folder of another build than `dist`, taken as it is.
 * @throws Error that says to build when there is none or a source is newer than it
 */
export function findBuiltProgram(): string {
  found ??= findProgram();
  return found;
}

function findProgram(): string {
  const given = process.env.COMMONGRID_BUILD;
  const folder = given ?? path.join(packageRoot(), 'dist');
  const program = path.join(folder, 'gateway', 'cli', 'main.js');
  if (!existsSync(program)) throw new Error(`${program} is not there; run \`npm run build\` first.`);
  if (given === undefined) requireFresh(folder);
  return program;
}

function requireFresh(folder: string): void {
  // The build touches this file at every run, also when the compiler found nothing to do.
  const builtAtMs = statSync(path.join(folder, '.tsbuildinfo')).mtimeMs;
  const newer = sourceFolders.flatMap(listSources).find((file) => statSync(file).mtimeMs > builtAtMs);
  if (newer !== undefined) {
    throw new Error(`${path.relative(packageRoot(), newer)} is newer than the build; run \`npm run build\` first.`);
  }
}

function listSources(folder: string): readonly string[] {
  return readdirSync(path.join(packageRoot(), folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
