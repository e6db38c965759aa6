import type { DepartmentLookupSettings } from '../../../connectors/lookup/department-lookups.ts';
import { resolveSecret } from '../../../schema/runtime/environment.ts';

/**
 * Where the departments' live services are, from the variables that name them (README, Live lookups). A department
 * whose address is not set is not asked; the fields say NOT_CONFIGURED.
 */
export function readLookupSettings(): DepartmentLookupSettings {
  const health = optional('HEALTH_FHIR_URL');
  const publicSecurity = optional('PUBLIC_SECURITY_URL');
  const civilAffairs = optional('CIVIL_AFFAIRS_DATABASE_URL');
  return {
    ...(health === null ? {} : { health: { baseUrl: health, token: { reference: 'env:HEALTH_FHIR_TOKEN' } } }),
    ...(publicSecurity === null
      ? {}
      : {
          publicSecurity: {
            baseUrl: publicSecurity,
            clientId: resolveSecret('env:PUBLIC_SECURITY_CLIENT_ID'),
            secret: { reference: 'env:PUBLIC_SECURITY_CLIENT_SECRET' },
          },
        }),
    ...(civilAffairs === null
      ? {}
      : {
          civilAffairs: {
            connection: { value: civilAffairs },
            schema: optional('CIVIL_AFFAIRS_DATABASE_SCHEMA') ?? 'public',
          },
        }),
  };
}

function optional(name: string): string | null {
  try {
    return resolveSecret(`env:${name}`);
  } catch {
    return null;
  }
}
