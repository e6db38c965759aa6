/** Names of things that travel through the whole hub. Branded, so that one id cannot stand for another. */
declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** A uuid; stays with the subject through growth and merges (an absorbed id becomes an alias). */
export type EntityId = Branded<string, 'EntityId'>;
/** `record.id`: a bigint, carried as a decimal string as pg delivers it. Lower = older. */
export type RecordId = Branded<string, 'RecordId'>;
export type BatchId = Branded<string, 'BatchId'>;

/** `department.dataset`, for instance `health.patient`. */
export type DatasetName = string;
/** `health`, `civil-affairs`, `public-security`, or any later one. */
export type DepartmentCode = string;

export type EntityType = 'resident' | 'legal-entity';
export const entityTypes: readonly EntityType[] = ['resident', 'legal-entity'];

/** Classification level of a field, GB/T 43697 general data 1–4; 4 is the most sensitive. */
export type Grade = 1 | 2 | 3 | 4;

/** Both languages of everything a person reads. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export const asEntityId = (id: string): EntityId => id as EntityId;
export const asRecordId = (id: string): RecordId => id as RecordId;
export const asBatchId = (id: string): BatchId => id as BatchId;

/** Whether a text from outside may be asked for as the id of a row; PostgreSQL refuses any other. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
