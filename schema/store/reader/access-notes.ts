import type { Principal } from '../../model/agreement.ts';
import type { FieldAccess, Invisibility } from '../../rules/access/decide-access.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import type { DisclosureDraft } from '../../rules/disclosure/entry.ts';

export interface Subject {
  readonly type: 'resident' | 'legal-entity' | 'area' | 'resident-identity' | 'record';
  /** Null for a refusal before any subject was known. */
  readonly id: string | null;
}

/** The query this request runs, as the chain names it. */
export interface Operation {
  readonly name: string;
  /** SHA-256 of the query's text, hex. */
  readonly hash: string | null;
  /** Said of every entry beside its own details, `incident` for instance; never personal data. */
  readonly details?: DisclosureDraft['details'];
}

/** What one request read and was refused, gathered until it is written down: one entry per subject and kind. */
export interface AccessNotes {
  /** The subject itself is in the answer; `because` = fields that the answer tells of it by being there (filters). */
  found(subject: Subject, because: readonly FieldPath[]): void;
  field(subject: Subject, path: FieldPath, access: FieldAccess): void;
  refused(subject: Subject, reason: Invisibility | 'NOT_VISIBLE'): void;
  maskedPaths(): readonly FieldPath[];
  /** Takes what has been gathered; `giveBack` returns it when it could not be written. */
  take(): readonly DisclosureDraft[];
  giveBack(drafts: readonly DisclosureDraft[]): void;
}

interface Page {
  readonly subject: Subject;
  readonly read: Set<FieldPath>;
  readonly masked: Set<FieldPath>;
  readonly denied: Set<FieldPath>;
  readonly reasons: Set<string>;
  found: boolean;
}

export function createAccessNotes(principal: Principal, operation: Operation): AccessNotes {
  const masked = new Set<FieldPath>();
  let pages = new Map<string, Page>();
  let returned: readonly DisclosureDraft[] = [];

  const pageOf = (subject: Subject): Page => {
    const name = `${subject.type}/${subject.id ?? ''}`;
    const known = pages.get(name);
    if (known) return known;
    const page: Page = {
      subject,
      read: new Set(),
      masked: new Set(),
      denied: new Set(),
      reasons: new Set(),
      found: false,
    };
    pages.set(name, page);
    return page;
  };

  const draft = (
    kind: 'read' | 'denied',
    { subject }: Page,
    fields: ReadonlySet<string>,
    details: DisclosureDraft['details'],
  ): DisclosureDraft => ({
    kind,
    clientId: principal.client.id,
    clientName: principal.client.name,
    agreementId: principal.agreement?.id ?? null,
    purpose: principal.purpose,
    operation: operation.name,
    queryHash: operation.hash,
    subjectType: subject.type,
    subjectId: subject.id,
    fields: [...fields].sort(),
    details: { ...operation.details, ...details },
  });

  const toDrafts = (page: Page): readonly DisclosureDraft[] => [
    ...(page.found || page.read.size > 0
      ? [draft('read', page, page.read, page.masked.size > 0 ? { masked: [...page.masked].sort() } : {})]
      : []),
    ...(page.denied.size > 0 || page.reasons.size > 0
      ? [draft('denied', page, page.denied, page.reasons.size > 0 ? { reasons: [...page.reasons].sort() } : {})]
      : []),
  ];

  return {
    found(subject, because) {
      const page = pageOf(subject);
      page.found = true;
      for (const path of because) page.read.add(path);
    },
    field(subject, path, access) {
      const page = pageOf(subject);
      if (access === 'deny') {
        page.denied.add(path);
        return;
      }
      page.read.add(path);
      if (access === 'mask') {
        page.masked.add(path);
        masked.add(path);
      }
    },
    refused(subject, reason) {
      pageOf(subject).reasons.add(reason);
    },
    maskedPaths: () => [...masked].sort(),
    take() {
      const drafts = [...returned, ...[...pages.values()].flatMap(toDrafts)];
      returned = [];
      pages = new Map();
      return drafts;
    },
    giveBack(drafts) {
      returned = [...drafts, ...returned];
    },
  };
}
