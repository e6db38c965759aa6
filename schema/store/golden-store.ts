import type { Provenance } from '../model/entity.ts';
import type { EntityId, EntityType } from '../model/identity.ts';
import type { Household } from '../rules/golden/household.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** A golden record as it is written; `hash` covers members and values (entity-hash.ts). */
export interface GoldenDraft {
  readonly id: EntityId;
  readonly values: Readonly<Record<string, string>>;
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly household: Household | null;
  readonly recordCount: number;
  readonly hash: Buffer;
}

/** What a golden record was before, enough to tell what changed. */
export interface GoldenBefore {
  readonly id: EntityId;
  readonly values: Readonly<Record<string, string>>;
  readonly gridCode: string | null;
  readonly hash: Buffer;
}

const tables: Readonly<Record<EntityType, string>> = { resident: 'resident', 'legal-entity': 'legal_entity' };

export async function findGoldenBefore(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
): Promise<readonly GoldenBefore[]> {
  const rows = await runSql<{ id: EntityId; values: Record<string, string>; grid_code: string | null; hash: Buffer }>(
    db,
    `select id, "values", grid_code, hash from ${tables[entityType]} where id = any(?::uuid[])`,
    [ids],
  );
  return rows.map(({ grid_code, ...row }) => ({ ...row, gridCode: grid_code }));
}

export async function removeGolden(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
  now: Date,
): Promise<void> {
  await runSql(db, `delete from ${tables[entityType]} where id = any(?::uuid[])`, [ids]);
  if (entityType === 'resident') await endMemberships(db, ids, now);
}

/** Writes residents and their dated household memberships. */
export async function upsertResidents(db: Database, drafts: readonly GoldenDraft[], now: Date): Promise<void> {
  await runSql(
    db,
    `insert into resident (id, "values", provenance, name, birth_date, sex, document_number, phone, actual_address,
       grid_code, household_id, living_situation, life_status, hash, record_count, updated_at)
     select (d->>'id')::uuid, d->'values', d->'provenance', d#>>'{values,name}', (d#>>'{values,birthDate}')::date,
       d#>>'{values,sex}', d#>>'{values,documentNumber}', d#>>'{values,phone}', d#>>'{values,actualAddress}',
       d#>>'{values,gridCode}', d->>'householdId', d#>>'{values,livingSituation}', d#>>'{values,lifeStatus}',
       decode(d->>'hash', 'hex'), (d->>'recordCount')::integer, ?
     from jsonb_array_elements(?::jsonb) as d
     on conflict (id) do update set
       "values" = excluded."values", provenance = excluded.provenance, name = excluded.name,
       birth_date = excluded.birth_date, sex = excluded.sex, document_number = excluded.document_number,
       phone = excluded.phone, actual_address = excluded.actual_address, grid_code = excluded.grid_code,
       household_id = excluded.household_id, living_situation = excluded.living_situation,
       life_status = excluded.life_status, hash = excluded.hash, record_count = excluded.record_count,
       updated_at = excluded.updated_at
     where resident.hash <> excluded.hash or resident.provenance <> excluded.provenance`,
    [now, toJson(drafts)],
  );
  await replaceMemberships(db, drafts, now);
}

export async function upsertLegalEntities(db: Database, drafts: readonly GoldenDraft[], now: Date): Promise<void> {
  await runSql(
    db,
    `insert into legal_entity (id, "values", provenance, name, credit_code, legal_representative_document, phone,
       grid_code, hash, record_count, updated_at)
     select (d->>'id')::uuid, d->'values', d->'provenance', d#>>'{values,name}', d#>>'{values,creditCode}',
       d#>>'{values,legalRepresentativeDocument}', d#>>'{values,phone}', d#>>'{values,gridCode}',
       decode(d->>'hash', 'hex'), (d->>'recordCount')::integer, ?
     from jsonb_array_elements(?::jsonb) as d
     on conflict (id) do update set
       "values" = excluded."values", provenance = excluded.provenance, name = excluded.name,
       credit_code = excluded.credit_code, legal_representative_document = excluded.legal_representative_document,
       phone = excluded.phone, grid_code = excluded.grid_code, hash = excluded.hash,
       record_count = excluded.record_count, updated_at = excluded.updated_at
     where legal_entity.hash <> excluded.hash or legal_entity.provenance <> excluded.provenance`,
    [now, toJson(drafts)],
  );
}

/** The hashes of all golden records of both types in one sorted stream's worth of hex lines, in SQL: SHA-256 over them. */
export async function computeGoldenHash(db: Database): Promise<string> {
  const [row] = await runSql<{ hash: string }>(
    db,
    `select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line), ''), 'UTF8')), 'hex') as hash
     from (
       select 'resident ' || encode(hash, 'hex') as line from resident
       union all
       select 'legal-entity ' || encode(hash, 'hex') from legal_entity
     ) as lines`,
  );
  return row?.hash ?? '';
}

async function replaceMemberships(db: Database, drafts: readonly GoldenDraft[], now: Date): Promise<void> {
  const bindings = [
    drafts.map(({ id }) => id),
    drafts.map(({ household }) => household?.id ?? null),
    drafts.map(({ household }) => household?.basis ?? null),
    drafts.map(({ values }) => values.relationToHead ?? null),
  ];
  const current =
    'unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as t (resident_id, household_id, basis, relation)';
  await runSql(
    db,
    `update household_member as member set until = ? from ${current}
     where member.resident_id = t.resident_id and member.until is null
       and (member.household_id, coalesce(member.relation_to_head, '')) is distinct from (t.household_id, coalesce(t.relation, ''))`,
    [now, ...bindings],
  );
  await runSql(
    db,
    `insert into household_member (household_id, resident_id, relation_to_head, basis, since)
     select t.household_id, t.resident_id, t.relation, t.basis, ? from ${current}
     where t.household_id is not null and not exists (
       select 1 from household_member as member
       where member.resident_id = t.resident_id and member.household_id = t.household_id and member.until is null)
     on conflict (household_id, resident_id, since) do update set until = null, relation_to_head = excluded.relation_to_head`,
    [now, ...bindings],
  );
}

const endMemberships = (db: Database, ids: readonly EntityId[], now: Date) =>
  runSql(db, 'update household_member set until = ? where resident_id = any(?::uuid[]) and until is null', [now, ids]);

const toJson = (drafts: readonly GoldenDraft[]): string =>
  JSON.stringify(
    drafts.map(({ household, hash, ...draft }) => ({
      ...draft,
      householdId: household?.id ?? null,
      hash: hash.toString('hex'),
    })),
  );
