import type {
  Page,
  PageRequest,
  RecordName,
  RecordPointer,
} from '../../schema/graphql/administration/administration-services.ts';
import type { Finding } from '../../schema/model/entity.ts';
import { invalid } from '../../schema/model/errors.ts';
import type { EntityType, RecordId } from '../../schema/model/identity.ts';
import type { DisclosureEntry } from '../../schema/rules/disclosure/entry.ts';
import {
  findFindingPage,
  findPointers,
  findPointersByName,
  findReviewPage,
} from '../../schema/store/administration-reader.ts';
import type { Database } from '../../schema/store/database.ts';
import { readsOf } from '../../schema/store/disclosure-store.ts';
import type { StoredFinding } from '../../schema/store/finding-store.ts';
import type { Review } from '../../schema/store/review-store.ts';

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

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const cursorInvalid = () =>
  invalid('CURSOR_INVALID', 'query: `after` is no cursor of this query; take endCursor of the page before.');
