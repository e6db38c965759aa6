import type { Contract } from '../../../schema/model/contract.ts';
import type { Clock } from '../../../schema/runtime/clock.ts';
import { findClient } from '../../../schema/store/client-store.ts';
import type { Database } from '../../../schema/store/database.ts';
import { type AccessAdministration, administerAccess } from '../../auth/administer-access.ts';
import { localOperator } from '../../auth/issue-operator-token.ts';

/** Who takes part in the demo, with a token each; valid for a day. */
export interface DemoClients {
  /** Department code → token. */
  readonly departments: ReadonlyMap<string, string>;
  readonly platform: { readonly token: string; readonly purpose: string };
}

const dayMs = 86_400_000;
const platformPurpose = 'elder-care';

/** Each department may push its own datasets; one community platform may read the district for elder care, up to grade 3. */
export async function createDemoClients(
  db: Database,
  clock: Clock,
  contracts: readonly Contract[],
  district: string,
): Promise<DemoClients> {
  const access = administerAccess(db, clock);
  const expiresAt = new Date(clock.now().getTime() + dayMs);
  const departments = new Map<string, string>();
  for (const department of new Set(contracts.map((contract) => contract.department))) {
    const id = await ensureClient(db, access, { name: `demo-${department}`, kind: 'department', department });
    const { token } = await access.createToken(localOperator, { clientId: id, agreementId: null, expiresAt });
    departments.set(department, token);
  }
  const platformId = await ensureClient(db, access, {
    name: 'demo-community-platform',
    kind: 'platform',
    department: null,
  });
  const agreement = await access.createAgreement(localOperator, {
    clientId: platformId,
    purposes: [platformPurpose],
    areas: [district],
    fields: ['resident.*', 'legal-entity.*'],
    grade: 3,
    validFrom: clock.now().toISOString(),
    until: expiresAt.toISOString(),
  });
  const { token } = await access.createToken(localOperator, {
    clientId: platformId,
    agreementId: agreement.id,
    expiresAt,
  });
  return { departments, platform: { token, purpose: platformPurpose } };
}

async function ensureClient(
  db: Database,
  access: AccessAdministration,
  draft: Parameters<AccessAdministration['createClient']>[1],
): Promise<string> {
  const known = await findClient(db, draft.name);
  return (known ?? (await access.createClient(localOperator, draft))).id;
}
