import { randomUUID } from 'node:crypto';
import type { Agreement } from '../model/agreement.ts';
import { invalid } from '../model/errors.ts';
import type { Grade } from '../model/identity.ts';
import { isAreaCode } from '../rules/access/area-scope.ts';
import { isFieldPattern } from '../rules/access/field-path.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

export type AgreementDraft = Omit<Agreement, 'id'>;

export interface StoredAgreement extends Agreement {
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Throws invalid AGREEMENT_INVALID, naming what is wrong: a pattern with a slip in it would silently cover nothing. */
export async function insertAgreement(db: Database, draft: AgreementDraft, now: Date): Promise<Agreement> {
  const fault = findFault(draft);
  if (fault) throw invalid('AGREEMENT_INVALID', `agreement: ${fault}`);
  const agreement: Agreement = { ...draft, id: randomUUID() };
  await runSql(
    db,
    `insert into agreement (id, client_id, purposes, areas, fields, grade, valid_from, until, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      agreement.id,
      agreement.clientId,
      agreement.purposes,
      agreement.areas,
      agreement.fields,
      agreement.grade,
      agreement.validFrom,
      agreement.until,
      now,
    ],
  );
  return agreement;
}

/** Of one client or of all, the newest first. */
export async function listAgreements(
  db: Database,
  clientId: string | null = null,
): Promise<readonly StoredAgreement[]> {
  const rows = await runSql<AgreementRow>(
    db,
    `select id, client_id, purposes, areas, fields, grade, valid_from, until, created_at, revoked_at
     from agreement where client_id = coalesce(?::uuid, client_id) order by created_at desc, id`,
    [clientId],
  );
  return rows.map(toAgreement);
}

/** False = was revoked before, or is unknown. */
export async function markAgreementRevoked(db: Database, id: string, now: Date): Promise<boolean> {
  const rows = await runSql(
    db,
    'update agreement set revoked_at = ? where id = ? and revoked_at is null returning id',
    [now, id],
  );
  return rows.length === 1;
}

function findFault(draft: AgreementDraft): string | null {
  const { purposes, areas, fields, validFrom, until } = draft;
  if (purposes.length === 0 || purposes.some((purpose) => !/^[^\p{Cc}]{1,100}$/u.test(purpose)))
    return 'name at least one purpose, each of 1 to 100 characters.';
  const badArea = areas.find((area) => area !== '*' && !isAreaCode(area));
  if (areas.length === 0 || badArea !== undefined)
    return `${badArea ?? 'no area'} is no area; give codes of 2 to 20 digits, or *.`;
  const badField = fields.find((field) => !isFieldPattern(field));
  if (fields.length === 0 || badField !== undefined)
    return `${badField ?? 'no field'} is no field; give resident.name, resident.health.*, legal-entity.*, or *.`;
  if (!(Date.parse(validFrom) < Date.parse(until)))
    return 'it must begin before it ends; give both as ISO 8601 instants.';
  return null;
}

interface AgreementRow {
  readonly id: string;
  readonly client_id: string;
  readonly purposes: readonly string[];
  readonly areas: readonly string[];
  readonly fields: readonly string[];
  /** Between 1 and 4 by the table's own check. */
  readonly grade: Grade;
  readonly valid_from: Date;
  readonly until: Date;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

const toAgreement = (row: AgreementRow): StoredAgreement => ({
  id: row.id,
  clientId: row.client_id,
  purposes: row.purposes,
  areas: row.areas,
  fields: row.fields,
  grade: row.grade,
  validFrom: row.valid_from.toISOString(),
  until: row.until.toISOString(),
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
});
