import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readErrorCode } from './error-code.ts';

/** Everything the hub takes from its surroundings. This file alone reads process.env. */
export interface Environment {
  /** Unset: the embedded server below dataDir. */
  readonly databaseUrl: string | null;
  /** Unset: the queue rests in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the embedded database and the spool of uploads. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type Variables = Readonly<Record<string, string | undefined>>;

/** Throws one EnvironmentError that lists every fault: the variable, what is wrong and what to do. Values are not shown. */
export function readEnvironment(variables: Variables = process.env): Environment {
  const parsed = environmentSchema.safeParse(dropEmpty(variables));
  if (!parsed.success)
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => ({
        variable: String(issue.path[0] ?? 'environment'),
        message: issue.message,
      })),
    );
  const { DATABASE_URL, REDIS_URL, PORT, HOST, DATA_DIR, LOG_LEVEL } = parsed.data;
  return {
    databaseUrl: DATABASE_URL ?? null,
    redisUrl: REDIS_URL ?? null,
    port: PORT,
    host: HOST,
    dataDir: path.resolve(DATA_DIR),
    logLevel: LOG_LEVEL,
  };
}

export interface EnvironmentFault {
  readonly variable: string;
  readonly message: string;
}

export class EnvironmentError extends Error {
  readonly faults: readonly EnvironmentFault[];

  constructor(faults: readonly EnvironmentFault[]) {
    const lines = faults.map(({ variable, message }) => `  ${variable}: ${message}`);
    super(`The environment has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`);
    this.name = 'EnvironmentError';
    this.faults = faults;
  }
}

/**
 * The secret or address that a department's configuration names: `env:NAME` or `file:/path` (surrounding white space
 * is dropped). Throws an EnvironmentError that names the reference, never the value.
 */
export function resolveSecret(reference: string, variables: Variables = process.env): string {
  const [, scheme, place = ''] = reference.match(/^(env|file):(.+)$/s) ?? [];
  if (scheme === 'env') {
    const value = variables[place];
    if (value) return value;
    throw new EnvironmentError([
      { variable: place, message: 'is not set; set it to the value that the configuration refers to.' },
    ]);
  }
  if (scheme === 'file') return readSecretFile(place);
  // The reference itself may be a secret that was pasted by mistake.
  throw new EnvironmentError([
    {
      variable: 'secret reference',
      message: 'is neither env:NAME nor file:PATH; put the value there and refer to it.',
    },
  ]);
}

/** What a program that the hub starts needs of the system, and nothing else. */
export function readSystemEnvironment(variables: Variables = process.env): Readonly<Record<string, string>> {
  const kept = ['PATH', 'TMPDIR'].flatMap((name) => {
    const value = variables[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

const urlOf = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
      message: `must be a URL like ${example}; mend it or leave it out.`,
    })
    .optional();

const environmentSchema = z.object({
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:secret@host:5432/database'),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379/0'),
  PORT: z
    .string()
    .default('4000')
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      message: 'must be a number from 0 to 65535 (0 takes any free port); the default is 4000.',
    })
    .transform(Number),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((text) => /^[\w.:%-]+$/.test(text), {
      message: 'must be an address or a host name, such as 127.0.0.1, or 0.0.0.0 for every network.',
    }),
  DATA_DIR: z
    .string()
    .default('.data')
    .refine((text) => !text.includes('\0'), { message: 'must be the path of a folder.' }),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}.` }).default('info'),
});

/** `VAR=` in a file or a container means the same as not set. */
function dropEmpty(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

function readSecretFile(file: string): string {
  const variable = `file:${file}`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const code = readErrorCode(cause) ?? 'unreadable';
    throw new EnvironmentError([{ variable, message: `cannot be read (${code}); create it or mend its permissions.` }]);
  }
  if (text === '') throw new EnvironmentError([{ variable, message: 'is empty; write the secret into it.' }]);
  return text;
}
