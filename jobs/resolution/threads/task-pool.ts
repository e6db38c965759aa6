/** What threads do: a name, what it takes, what it gives. All of it must be fit for structured cloning. */
export type TaskTypes = Record<string, { readonly task: unknown; readonly result: unknown }>;

export type TaskHandlers<Tasks extends TaskTypes> = {
  readonly [Kind in keyof Tasks]: (task: Tasks[Kind]['task']) => Tasks[Kind]['result'] | Promise<Tasks[Kind]['result']>;
};

/** Does tasks somewhere else, or here; which of the two shows in nothing but the time. */
export interface TaskPool<Tasks extends TaskTypes> {
  /** Tasks that are done at once. */
  readonly size: number;
  run<Kind extends keyof Tasks>(kind: Kind, task: Tasks[Kind]['task']): Promise<Tasks[Kind]['result']>;
  /** Runs the task once in every thread: what each must know before it is given others. */
  broadcast<Kind extends keyof Tasks>(kind: Kind, task: Tasks[Kind]['task']): Promise<void>;
  close(): Promise<void>;
}

/** Runs every task at once in the calling thread. */
export function createInlinePool<Tasks extends TaskTypes>(handlers: TaskHandlers<Tasks>): TaskPool<Tasks> {
  return {
    size: 1,
    run: async (kind, task) => handlers[kind](task),
    broadcast: async (kind, task) => {
      await handlers[kind](task);
    },
    close: async () => undefined,
  };
}
