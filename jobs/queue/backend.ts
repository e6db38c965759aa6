import type { JobsOptions, Processor } from 'bullmq';

interface NewJob {
  readonly name: string;
  readonly data: unknown;
  readonly opts: JobsOptions;
}

/** The part of BullMQ's Queue that the hub uses; its full type differs with the server. */
export interface BackendQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  addBulk(jobs: NewJob[]): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'active' | 'delayed')[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** The part of BullMQ's Worker that the hub uses. */
export interface BackendWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  close(): Promise<void>;
}

export interface BackendWorkerOptions {
  readonly concurrency: number;
  readonly autorun: false;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
}

/** Where the queue rests. Everything that differs between PostgreSQL and Redis is behind this. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  makeQueue(name: string): BackendQueue;
  /** Not running yet: run() is called when it is ready. */
  makeWorker(name: string, processor: Processor, options: BackendWorkerOptions): BackendWorker;
  /** Makes sure that a worker of this concurrency gets its connections; throws when it cannot. */
  reserve(concurrency: number): Promise<void>;
  close(): Promise<void>;
}
