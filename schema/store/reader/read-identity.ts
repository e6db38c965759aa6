import type { AreaScope } from '../../rules/access/area-scope.ts';
import { classifyDocument } from '../../rules/elements/document.ts';
import { nameForms } from '../../rules/elements/name.ts';
import type { Database } from '../database.ts';
import { findGolden, type GoldenRow } from '../golden-reader.ts';
import type { GuardedEntity } from './reader.ts';
import { admit, type ReaderContext, scopeOf } from './reader-context.ts';

const path = 'resident.identityVerification';
/** One number is issued twice now and then; more holders than this are noise. */
const maxHolders = 20;

/** Who holds the number under that name: told only to those who know both. */
export async function readResidentsByIdentity(
  context: ReaderContext,
  documentNumber: string,
  name: string,
): Promise<readonly GuardedEntity[]> {
  const holders = await findHolders(context, documentNumber);
  const named = holders.filter((row) => isNamed(row, name));
  if (named.length === 0) noteMiss(context, holders);
  return named.map((row) => {
    context.notes.found({ type: 'resident', id: row.id }, [path]);
    return admit(context, 'resident', row);
  });
}

export async function verifyIdentity(
  context: ReaderContext,
  documentNumber: string,
  name: string,
): Promise<'MATCH' | 'MISMATCH' | 'UNKNOWN'> {
  const holders = await findHolders(context, documentNumber);
  if (holders.length === 0) {
    noteMiss(context, holders);
    return 'UNKNOWN';
  }
  for (const { id } of holders) context.notes.found({ type: 'resident', id }, [path]);
  return holders.some((row) => isNamed(row, name)) ? 'MATCH' : 'MISMATCH';
}

async function findHolders(context: ReaderContext, documentNumber: string): Promise<readonly GoldenRow[]> {
  if (!context.standing.valid) return [];
  context.gate.require([path], 'resident-identity');
  return findByNumber(context.db, documentNumber, scopeOf(context, 'resident'));
}

/**
 * Notes that a department answered about somebody whom the caller does not find here: about the resident where the hub
 * holds them elsewhere, for they may ask one day who had them verified.
 */
export async function noteForeignIdentity({ db, notes }: ReaderContext, documentNumber: string): Promise<void> {
  const holders = await findByNumber(db, documentNumber, { kind: 'all' });
  if (holders.length === 0) notes.found({ type: 'resident-identity', id: null }, [path]);
  for (const { id } of holders) notes.found({ type: 'resident', id }, [path]);
}

async function findByNumber(db: Database, documentNumber: string, scope: AreaScope): Promise<readonly GoldenRow[]> {
  const { canonical } = classifyDocument(null, documentNumber);
  if (canonical === '' || canonical.length > 50 || canonical.includes('\u0000')) return [];
  return findGolden(db, 'resident', {
    scope,
    where: [{ sql: 'document_number = ?', bindings: [canonical] }],
    order: 'id',
    limit: maxHolders,
  });
}

function isNamed(row: GoldenRow, name: string): boolean {
  const asked = nameForms(name).folded;
  const own = [row.values.name, row.values.formerName];
  return asked !== '' && own.some((held) => held !== undefined && nameForms(held).folded === asked);
}

function noteMiss({ notes, standing }: ReaderContext, holders: readonly GoldenRow[]): void {
  const reason = standing.valid ? 'NOT_VISIBLE' : standing.reason;
  if (holders.length === 0) notes.refused({ type: 'resident-identity', id: null }, reason);
  for (const { id } of holders) notes.refused({ type: 'resident', id }, reason);
}
