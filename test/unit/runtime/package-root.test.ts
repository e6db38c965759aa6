import { existsSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse';
import * as OpenCC from 'opencc-js';
import Pino from 'pino';
import { packageRoot } from '../../../schema/runtime/package-root.ts';

test('the package root is the folder with package.json', () => {
  expect(existsSync(path.join(packageRoot(), 'package.json'))).toBe(true);
  expect(typeof parse).toBe('function');
  expect(typeof Pino).toBe('function');
  expect(typeof OpenCC.Converter).toBe('function');
});
