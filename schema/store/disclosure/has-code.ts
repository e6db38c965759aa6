/** Whether a file operation failed for that reason (`ENOENT`, `EEXIST`). By shape: an error may come from another realm. */
export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
