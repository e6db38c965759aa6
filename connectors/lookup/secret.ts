import { resolveSecret } from '../../schema/runtime/environment.ts';

/** Given by the composition root, or a reference (`env:NAME`, `file:/path`) that configuration may hold. */
export type Secret = { readonly value: string } | { readonly reference: string };

/** Throws an EnvironmentError that names the reference, never the value. */
export const readSecret = (secret: Secret): string =>
  'value' in secret ? secret.value : resolveSecret(secret.reference);
