import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { findBrokenReferences } from './find-broken-references.ts';

interface EntityRow {
  readonly id: string;
  readonly state: 'live' | 'absorbed' | 'gone';
  readonly absorbed_into: string | null;
  /** Where the record that the id stands for is linked now; null = that record is deleted. */
  readonly holder: string | null;
}

/**
 * What is wrong with the ids, the change feed and the household memberships, in words; empty = nothing. Holds after
 * every run, whatever happened before.
 */
export async function findBrokenPromises(db: Database): Promise<readonly string[]> {
  const entities = await runSql<EntityRow>(
    db,
    `select e.id, e.state, e.absorbed_into, link.entity_id as holder
     from entity e left join record on record.id = e.anchor and not record.deleted
     left join link on link.record_id = record.id`,
  );
  return [
    ...checkIds(entities),
    ...(await checkChanges(db, entities)),
    ...(await checkHouseholds(db)),
    ...(await checkTables(db)),
    ...(await findBrokenReferences(db)),
  ];
}

function checkIds(entities: readonly EntityRow[]): readonly string[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  return entities.flatMap((entity) => {
    let end: EntityRow | undefined = entity;
    for (let steps = 0; end?.state === 'absorbed'; steps += 1) {
      if (steps > entities.length) return [`${entity.id} is absorbed in a ring`];
      end = byId.get(end.absorbed_into ?? '');
    }
    if (!end) return [`${entity.id} is absorbed into nothing`];
    if (entity.state === 'live' && entity.holder !== entity.id) return [`${entity.id} lives without its oldest record`];
    // An id leads to the live entity of the record it stands for, for as long as that record lives.
    return entity.holder !== null && end.id !== entity.holder
      ? [`${entity.id} leads to ${end.id}, its record is in ${entity.holder}`]
      : [];
  });
}

async function checkChanges(db: Database, entities: readonly EntityRow[]): Promise<readonly string[]> {
  const rows = await runSql<{ seq: string; kind: string; entity_id: string; other_entity_id: string | null }>(
    db,
    'select seq, kind, entity_id, other_entity_id from change order by seq',
  );
  const live = new Set<string>();
  const wrong = rows.flatMap(({ seq, kind, entity_id, other_entity_id }, place): string[] => {
    const faults = Number(seq) === place + 1 ? [] : [`change ${seq} stands in place ${place + 1}`];
    const begins = kind === 'CREATED' || kind === 'SPLIT';
    if (live.has(entity_id) === begins) faults.push(`change ${seq}: ${kind} of an entity that was not ready for it`);
    if (kind === 'ABSORBED' && other_entity_id === null) faults.push(`change ${seq}: absorbed into nothing`);
    if (begins) live.add(entity_id);
    if (kind === 'ABSORBED' || kind === 'DELETED') live.delete(entity_id);
    return faults;
  });
  const expected = entities.flatMap(({ id, state }) => (state === 'live' ? [id] : [])).sort();
  if (JSON.stringify([...live].sort()) !== JSON.stringify(expected))
    wrong.push('the feed replayed gives other entities');
  return wrong;
}

async function checkHouseholds(db: Database): Promise<readonly string[]> {
  const rows = await runSql<{ fault: string }>(
    db,
    `select 'two open memberships' as fault from household_member where until is null group by resident_id having count(*) > 1
     union all
     select 'a membership that ends before it begins' from household_member where until < since
     union all
     select 'an open membership that is not the resident''s household' from resident full join
       (select * from household_member where until is null) m on m.resident_id = resident.id
       where (resident.household_id, resident."values"->>'relationToHead') is distinct from (m.household_id, m.relation_to_head)
         and (resident.household_id is not null or m.household_id is not null)
     union all
     select 'two memberships at one time' from household_member x join household_member y
       on x.resident_id = y.resident_id and (x.since, x.household_id) < (y.since, y.household_id)
       where coalesce(x.until, 'infinity') > y.since`,
  );
  return rows.map(({ fault }) => fault);
}

/** Links, golden records and entities tell of the same live ids; nothing is left over. */
async function checkTables(db: Database): Promise<readonly string[]> {
  const rows = await runSql<{ fault: string }>(
    db,
    `select 'a live record without a link' as fault from record left join link on record_id = id
       where not deleted and record_id is null and not exists (select from pending_record p where p.record_id = record.id)
         and not exists (select from ${setAside} and (a_dataset, a_key) = (record.dataset, record.key))
     union all
     select 'a link of a record that is not a person' from link join record on id = record_id
       join (select a_dataset, a_key from ${setAside}) d on (a_dataset, a_key) = (dataset, key)
     union all
     select 'an open review of a record that is not a person' from review join record on record.id in (a, b)
       join (select a_dataset, a_key from ${setAside}) d on (a_dataset, a_key) = (dataset, key)
       where review.state = 'open'
     union all
     select 'a finding about decisions that names one undone' from finding
       join decision on decision.id = any(string_to_array(details->>'decisions', ' ')::uuid[])
       where finding.state = 'open' and undone_at is not null
     union all
     select 'a link of a deleted record' from link join record on id = record_id
       where deleted and not exists (select from pending_record p where p.record_id = record.id)
     union all
     select 'a golden record without a live entity, or the other way' from
       (select id from resident union all select id from legal_entity) g
       full join (select id from entity where state = 'live') e using (id) where g.id is null or e.id is null
     union all
     select 'a golden record that counts its records wrongly' from
       (select id, record_count from resident union all select id, record_count from legal_entity) g
       where record_count <> (select count(*) from link where entity_id = g.id)`,
  );
  return rows.map(({ fault }) => fault);
}

const setAside = "decision where kind = 'not-a-person' and undone_at is null";
