/** Errors that say what to do. The edge maps each kind to a status and a stable code. */
export type HubErrorKind =
  | 'not-found'
  | 'forbidden'
  | 'unauthenticated'
  | 'invalid'
  | 'conflict'
  | 'too-large'
  | 'unavailable';

/**
 * @param code stable, UPPER_SNAKE; clients may branch on it.
 * @param message names the thing and the next step; never personal data.
 * @param details machine-readable context (row, field, line); never personal data.
 */
export class HubError extends Error {
  readonly kind: HubErrorKind;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    kind: HubErrorKind,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'HubError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

type Details = Readonly<Record<string, unknown>>;
export const notFound = (code: string, message: string, details?: Details) =>
  new HubError('not-found', code, message, details);
export const forbidden = (code: string, message: string, details?: Details) =>
  new HubError('forbidden', code, message, details);
export const invalid = (code: string, message: string, details?: Details, options?: ErrorOptions) =>
  new HubError('invalid', code, message, details, options);
export const conflict = (code: string, message: string, details?: Details) =>
  new HubError('conflict', code, message, details);
export const unavailable = (code: string, message: string, details?: Details, options?: ErrorOptions) =>
  new HubError('unavailable', code, message, details, options);
