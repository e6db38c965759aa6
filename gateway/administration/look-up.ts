import type {
  Page,
  PageRequest,
  RecordName,
  RecordPointer,
} from '../../schema/graphql/administration/administration-services.ts';
import type { Decision, DecisionState, Finding } from '../../schema/model/entity.ts';
import { invalid } from '../../schema/model/errors.ts';
import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import type { ClericalSample } from '../../schema/model/reconciliation.ts';
import type { DisclosureEntry } from '../../schema/rules/disclosure/entry.ts';
import {
  findFindingPage,
  findPointers,
  findPointersByName,
  findReviewPage,
} from '../../schema/store/administration-reader.ts';
import { findSamplePage } from '../../schema/store/clerical-sample-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { findDecisionPage, findDecisionsById } from '../../schema/store/decision-reader.ts';
import type { StoredDecision } from '../../schema/store/decision-store.ts';
import { readsOf } from '../../schema/store/disclosure-store.ts';
import type { StoredFinding } from '../../schema/store/finding-store.ts';
import type { Review } from '../../schema/store/review-store.ts';
import { isUuid } from './is-uuid.ts';

export async function listReviews(
  db: Database,
  filter: { readonly entityType: EntityType | null },
  { first, after }: PageRequest,
): Promise<Page<Review>> {
  const [weight, id] = after === null ? [] : readCursor(after);
  if (weight !== undefined && !Number.isFinite(Number(weight))) throw cursorInvalid();
  const position = id === undefined ? null : { weight: Number(weight), id };
  const found = await findReviewPage(db, filter, { after: position, limit: first + 1 });
  return toPage(found, first, (review) => [String(review.weight), review.id]);
}

export async function listFindings(
  db: Database,
  filter: { readonly kind: Finding['kind'] | null },
  { first, after }: PageRequest,
): Promise<Page<StoredFinding>> {
  const [foundAt, id] = after === null ? [] : readCursor(after);
  if (foundAt !== undefined && Number.isNaN(Date.parse(foundAt))) throw cursorInvalid();
  const position = id === undefined || foundAt === undefined ? null : { foundAt, id };
  const found = await findFindingPage(db, filter, { after: position, limit: first + 1 });
  return toPage(found, first, (finding) => [finding.foundAt, finding.id]);
}

export async function listSample(
  db: Database,
  reconciliationId: string,
  { first, after }: PageRequest,
): Promise<Page<ClericalSample>> {
  const [stratum, id] = after === null ? [] : readCursor(after);
  if (stratum !== undefined && !/^\d{1,4}$/.test(stratum)) throw cursorInvalid();
  const position = id === undefined ? null : { stratum: Number(stratum), id };
  const found = await findSamplePage(db, reconciliationId, { after: position, limit: first + 1 });
  return toPage(found, first, (sample) => [String(sample.stratum), sample.id]);
}

export function listReads(
  db: Database,
  subjectId: string,
  { first, after }: PageRequest,
): Promise<readonly DisclosureEntry[]> {
  if (after !== null && !/^\d{1,18}$/.test(after)) throw cursorInvalid();
  if (!isUuid(subjectId)) return Promise.resolve([]);
  return readsOf(db, subjectId, { before: after === null ? null : BigInt(after), limit: first });
}

export async function locateRecords(
  db: Database,
  ids: readonly RecordId[],
): Promise<readonly (RecordPointer | null)[]> {
  const byId = new Map((await findPointers(db, ids)).map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

export async function locateByName(
  db: Database,
  names: readonly RecordName[],
): Promise<readonly (RecordPointer | null)[]> {
  if (names.some(({ dataset, key }) => `${dataset}${key}`.includes('\u0000'))) return names.map(() => null);
  const rows = await findPointersByName(db, names);
  return names.map(({ dataset, key }) => rows.find((row) => row.dataset === dataset && row.key === key) ?? null);
}

export async function listDecisions(
  db: Database,
  filter: { readonly kind: Decision['kind'] | null; readonly state: DecisionState | null },
  { first, after }: PageRequest,
): Promise<Page<StoredDecision>> {
  const [decidedAt, id] = after === null ? [] : readCursor(after);
  if (decidedAt !== undefined && Number.isNaN(Date.parse(decidedAt))) throw cursorInvalid();
  const position = id === undefined || decidedAt === undefined ? null : { decidedAt, id };
  const found = await findDecisionPage(db, filter, { after: position, limit: first + 1 });
  return toPage(found, first, (decision) => [decision.decidedAt, decision.id]);
}

export async function locateDecisions(
  db: Database,
  ids: readonly string[],
): Promise<readonly (StoredDecision | null)[]> {
  const byId = new Map((await findDecisionsById(db, ids)).map((decision) => [decision.id, decision]));
  return ids.map((id) => byId.get(id) ?? null);
}

function toPage<Node>(
  found: readonly Node[],
  first: number,
  position: (node: Node) => readonly [string, string],
): Page<Node> {
  const edges = found.slice(0, first).map((node) => ({ cursor: writeCursor(position(node)), node }));
  return { edges, hasNextPage: found.length > first };
}

const writeCursor = (position: readonly [string, string]): string =>
  Buffer.from(position.join(' ')).toString('base64url');

function readCursor(cursor: string): readonly [string, string] {
  const [value, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const isPosition = value !== undefined && id !== undefined && isUuid(id);
  if (!isPosition || (Number.isNaN(Number(value)) && Number.isNaN(Date.parse(value)))) throw cursorInvalid();
  return [value, id];
}

const cursorInvalid = () =>
  invalid('CURSOR_INVALID', 'query: `after` is no cursor of this query; take endCursor of the page before.');
