import { register } from 'node:module';

/** `node --import …/register-typescript.mjs script.ts`: runs source as it is, for tests that must kill a process. */
register('./typescript-loader.mjs', import.meta.url);
