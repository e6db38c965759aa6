import { findGolden, type GoldenRow } from '../golden-reader.ts';
import { groupRows } from './group-rows.ts';
import type { GuardedEntity } from './reader.ts';
import { admit, type ReaderContext, scopeOf } from './reader-context.ts';

export const legalPersonPath = 'legal-entity.legalPerson';
/** One number on several residents is a finding; more than these need not be read to know. */
const holdersPerNumber = 3;

/**
 * The residents who hold the numbers of the legal representatives, in one statement. Null where the number is not known,
 * its holder is not for this caller, or several hold it: the hub does not choose one.
 */
export async function readLegalPersons(
  context: ReaderContext,
  entities: readonly GuardedEntity[],
): Promise<readonly (GuardedEntity | null)[]> {
  const numbers = entities.map((entity) => numberFor(context, entity));
  const asked = [...new Set(numbers.filter((number) => number !== null))];
  if (asked.length === 0) return entities.map(() => null);
  const rows = await findGolden(context.db, 'resident', {
    scope: scopeOf(context, 'resident'),
    where: [{ sql: 'document_number = any(?::text[])', bindings: [asked] }],
    order: 'document_number, id',
    limit: asked.length * holdersPerNumber,
  });
  const holders = groupRows(rows, ({ values }) => values.documentNumber);
  return numbers.map((number) => (number === null ? null : onlyHolder(context, holders.get(number) ?? [])));
}

function numberFor(context: ReaderContext, entity: GuardedEntity): string | null {
  const subject = context.subjects.get(entity);
  if (!subject || context.gate.decide(subject, legalPersonPath) !== 'allow') return null;
  context.gate.read(subject, legalPersonPath, null);
  return context.representatives.get(entity) ?? null;
}

function onlyHolder(context: ReaderContext, [row, ...others]: readonly GoldenRow[]): GuardedEntity | null {
  if (!row || others.length > 0) return null;
  context.notes.found({ type: 'resident', id: row.id }, []);
  return admit(context, 'resident', row);
}
