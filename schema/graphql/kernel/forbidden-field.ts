import { forbidden, type HubError } from '../../model/errors.ts';

/** Thrown by the field itself, so that the answer names its path. */
export const forbiddenField = (path: string): HubError =>
  forbidden('FORBIDDEN', `access: the agreement does not let this client read ${path}; leave it out or ask for more.`, {
    field: path,
  });
