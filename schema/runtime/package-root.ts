import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder that holds package.json: the same from source and from dist/. Contracts and other data files are
 * read from there, so that the build copies nothing.
 */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error('commongrid: package.json not found above the program; reinstall the package.');
    folder = parent;
  }
  return folder;
}
