import type { DatasetName, DepartmentCode, EntityType, Grade, Label } from './identity.ts';

/**
 * A contract: everything the hub knows of a dataset. Data, not code: one YAML file
 * `connectors/<department>/<name>.contract.yaml`, checked by `schema/model/contract.schema.json`.
 */
export interface Contract {
  readonly dataset: DatasetName;
  readonly department: DepartmentCode;
  readonly title: Label;
  /** Who the rows are about. `grid` rows replace the area tree and are not resolved. */
  readonly entity: EntityType | 'grid';
  readonly form: FeedForm;
  /** Source column (CSV, XLSX, JSON property) or, for FHIR, a dotted path that names the subject within the department. */
  readonly key: string;
  /** Source column of the version; null = a load replaces the whole dataset. */
  readonly version: string | null;
  readonly fields: readonly ContractField[];
  /** A row that meets this condition is a deletion. */
  readonly tombstone?: { readonly column: string; readonly equals: readonly string[] };
  readonly limits: {
    /** Refuse the whole body when more than this share of its rows is rejected, 0–1. */
    readonly maxRejectedShare: number;
    /** Refuse a snapshot when more than this share of the current records would vanish, 0–1. */
    readonly maxVanishedShare: number;
  };
  /** ISO 8601 duration: how often the department promised to deliver. */
  readonly updateFrequency: string;
  readonly sharing: {
    readonly attribute: 'unconditional' | 'conditional' | 'not-shared';
    readonly conditions?: string;
    readonly basis?: string;
  };
  readonly retention: { readonly class: string; readonly keep: string };
  /** In-file tests: a raw row and what it must become. Run by `contract check` and by the contract test project. */
  readonly tests: readonly ContractTest[];
}

export type FeedForm =
  | {
      readonly type: 'csv';
      readonly charset: Charset;
      readonly delimiter: string;
      readonly newline: 'lf' | 'crlf';
      readonly bom: boolean;
    }
  | { readonly type: 'xlsx'; readonly sheet: 'first' | string }
  | { readonly type: 'json' }
  | { readonly type: 'ndjson' }
  | { readonly type: 'fhir'; readonly resourceType: string };

export type Charset = 'utf-8' | 'gbk' | 'gb18030';

export interface ContractField {
  /** Source column or path; absent for a constant. */
  readonly from?: string;
  readonly constant?: string;
  /** A standard element of the contract's entity type, or a name of the department's own (camelCase). */
  readonly to: string;
  readonly label: Label;
  readonly type: 'text' | 'date' | 'timestamp' | 'code' | 'integer' | 'decimal' | 'boolean';
  readonly operations: readonly Operation[];
  /** A row without a (valid) value is rejected. Otherwise a bad value is kept as sent and flagged. */
  readonly required: boolean;
  readonly grade: Grade;
  /** Believed rank (数源): 1 = the authoritative source; larger = believed less. Only for standard elements. */
  readonly believed?: { readonly rank: number; readonly freshDays?: number };
  /** Shown in the department's own part of the graph. */
  readonly shared: boolean;
}

/** The closed set of what a contract may do to a value. Order matters; each takes and gives text, or flags it. */
export type Operation =
  | { readonly op: 'trim' }
  | { readonly op: 'upper' }
  | { readonly op: 'fold-width' }
  | { readonly op: 'empty-if'; readonly values: readonly string[] }
  | { readonly op: 'date'; readonly formats: readonly DateFormat[] }
  | { readonly op: 'timestamp' }
  | { readonly op: 'citizen-id' }
  | { readonly op: 'credit-code' }
  | { readonly op: 'phone' }
  | { readonly op: 'name' }
  | { readonly op: 'address' }
  | { readonly op: 'grid-code' }
  | { readonly op: 'decimal' }
  | { readonly op: 'integer' }
  | { readonly op: 'code'; readonly table: string; readonly map: Readonly<Record<string, string>> }
  | { readonly op: 'default'; readonly value: string };

export type DateFormat = 'YYYYMMDD' | 'YYYY-MM-DD' | 'YYYY/MM/DD' | 'YYYY-MM' | 'YYYYMM' | 'YYYY年MM月DD日';

export interface ContractTest {
  readonly name: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly expect:
    | {
        /** Every value of the mapped row, no more and no less. */
        readonly values: Readonly<Record<string, string>>;
        /** `field/RULE`; absent = none. */
        readonly flags?: readonly string[];
        /** The row meets the tombstone condition; absent = false. */
        readonly deleted?: boolean;
      }
    | { readonly rejected: string };
}

/** A department as declared in `connectors/<department>/department.yaml`. */
export interface Department {
  readonly code: DepartmentCode;
  readonly title: Label;
}
