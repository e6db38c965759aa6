import type { DepartmentCode, Grade } from './identity.ts';

export type ClientKind = 'platform' | 'department' | 'administrator';

/** A consumer application, a department that pushes feeds, or an administrator. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  /** For a department: the only one whose datasets it may push. */
  readonly department: DepartmentCode | null;
}

/** What a client may read. */
export interface Agreement {
  readonly id: string;
  readonly clientId: string;
  readonly purposes: readonly string[];
  /** Area codes; a code covers every code that begins with it. */
  readonly areas: readonly string[];
  /** `resident.name`, `resident.health.*`, `legal-entity.*`, `*`. */
  readonly fields: readonly string[];
  readonly grade: Grade;
  readonly validFrom: string;
  /** Exclusive. */
  readonly until: string;
}

/** Who asks, under which agreement, for which purpose: the outcome of authentication. */
export interface Principal {
  readonly client: Client;
  readonly agreement: Agreement | null;
  readonly purpose: string | null;
}
