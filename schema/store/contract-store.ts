import { createHash } from 'node:crypto';
import type { Contract } from '../model/contract.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/**
 * Notes which contracts the hub runs under; `applied_at` changes only when a contract does.
 * @returns datasets whose contract is new or changed
 */
export async function applyContracts(
  db: Database,
  contracts: readonly Contract[],
  now: Date,
): Promise<readonly string[]> {
  const rows = contracts.map((contract) => {
    const document = JSON.stringify(contract);
    const hash = createHash('sha256').update(document).digest('hex');
    return { dataset: contract.dataset, department: contract.department, entity: contract.entity, hash, document };
  });
  const changed = await runSql<{ dataset: string }>(
    db,
    `insert into contract (dataset, department, entity, hash, document, applied_at)
     select dataset, department, entity, hash, document::jsonb, ?
     from jsonb_to_recordset(?::jsonb) as t (dataset text, department text, entity text, hash text, document text)
     order by dataset
     on conflict (dataset) do update set department = excluded.department, entity = excluded.entity,
       hash = excluded.hash, document = excluded.document, applied_at = excluded.applied_at
     where contract.hash <> excluded.hash
     returning dataset`,
    [now, JSON.stringify(rows)],
  );
  return changed.map(({ dataset }) => dataset);
}
