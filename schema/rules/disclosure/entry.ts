/** read = values or existence left the hub; denied = a read was refused; deed = what an administrator did. */
export type DisclosureKind = 'read' | 'denied' | 'deed';

/** What is to be written down. Texts only, so that what PostgreSQL gives back is what was hashed, to the letter. */
export interface DisclosureDraft {
  readonly kind: DisclosureKind;
  readonly clientId: string | null;
  readonly clientName: string;
  readonly agreementId: string | null;
  readonly purpose: string | null;
  /** Name of the query or deed. */
  readonly operation: string;
  readonly queryHash: string | null;
  /** `resident`, `legal-entity`, `area`, … */
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly fields: readonly string[];
  readonly details: DisclosureDetails;
}

/** Never personal data: field names, codes, counts as text. */
export type DisclosureDetails = Readonly<Record<string, string | readonly string[]>>;

/** One link of the chain as it lies in the table; `details` is unknown because the table may have been tampered with. */
export interface DisclosureEntry extends Omit<DisclosureDraft, 'details' | 'kind'> {
  readonly kind: string;
  readonly details: unknown;
  /** 1, 2, 3 … without a gap. */
  readonly seq: bigint;
  /** UTC with microseconds, `2026-11-01T08:00:00.000000Z`: all that the column can hold. */
  readonly at: string;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** How far the chain had grown: the hash at `seq` vouches for every entry up to it. */
export interface ChainHead {
  readonly seq: bigint;
  readonly hash: Buffer;
}

/** A signed head. */
export interface Checkpoint extends ChainHead {
  readonly at: string;
  /** Ed25519, SPKI DER in base64. */
  readonly publicKey: string;
  readonly signature: Buffer;
}
