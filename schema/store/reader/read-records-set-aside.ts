import type { RecordName } from '../../model/entity.ts';
import { partPath } from '../../rules/access/field-path.ts';
import { nameRecord } from '../../rules/resolution/decisions/name-record.ts';
import type { GatedSubject } from './field-gate.ts';
import { guardRecord } from './guard-entity.ts';
import type { GuardedRecord } from './reader.ts';
import type { ReaderContext } from './reader-context.ts';
import { findRecordsSetAside } from './record-reader.ts';

/** Records that belong to no entity because a person said so; each reading is written down by the record. */
export async function readRecordsSetAside(
  context: ReaderContext,
  names: readonly RecordName[],
): Promise<readonly (GuardedRecord | null)[]> {
  const found = new Map<string, GuardedRecord>();
  for (const row of await findRecordsSetAside(context.db, names)) {
    if (!context.gate.reaches(partPath(row.entityType, row.dataset))) continue;
    const subject: GatedSubject = {
      entityType: row.entityType,
      id: row.id,
      gridCode: row.values.gridCode ?? null,
      noted: { type: 'record', id: row.id },
    };
    found.set(nameRecord(row), guardRecord(context.gate, context.grades, subject, row));
  }
  return names.map((name) => found.get(nameRecord(name)) ?? null);
}
