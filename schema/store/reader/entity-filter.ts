import type { EntityType } from '../../model/identity.ts';
import type { FieldPath } from '../../rules/access/field-path.ts';
import { householdSource } from './household-source.ts';

/** All given conditions hold together. */
export interface ResidentFilter {
  /** A code of the area tree at any level. */
  readonly areaCode?: string;
  /** YYYY-MM-DD, inclusive. */
  readonly bornFrom?: string;
  /** YYYY-MM-DD, exclusive. */
  readonly bornBefore?: string;
  readonly sex?: string;
  readonly livingSituation?: string;
  readonly lifeStatus?: string;
  readonly household?: string;
  readonly phone?: string;
  readonly documentNumber?: string;
  readonly namePrefix?: string;
  readonly addressContains?: string;
}

export interface LegalEntityFilter {
  readonly areaCode?: string;
  readonly creditCode?: string;
  readonly namePrefix?: string;
  readonly phone?: string;
  readonly legalRepresentativeDocument?: string;
  readonly industryCategory?: string;
  readonly institutionCategory?: string;
}

export type EntityFilterOf<Type extends EntityType> = Type extends 'resident' ? ResidentFilter : LegalEntityFilter;

export interface EntityOrder {
  /** Legal entities have no birth date. `id` is the cheapest. Absent values come last. */
  readonly by: 'id' | 'name' | 'gridCode' | 'birthDate';
  readonly direction: 'ascending' | 'descending';
}

type Condition = (column: string, value: string) => { readonly sql: string; readonly bindings: readonly string[] };

const equals: Condition = (column, value) => ({ sql: `${column} = ?`, bindings: [value] });
const startsWith: Condition = (column, value) => ({ sql: `${column} like ?`, bindings: [`${escapeLike(value)}%`] });
const contains: Condition = (column, value) => ({ sql: `${column} like ?`, bindings: [`%${escapeLike(value)}%`] });
const atLeast: Condition = (column, value) => ({ sql: `${column} >= ?`, bindings: [value] });
const lessThan: Condition = (column, value) => ({ sql: `${column} < ?`, bindings: [value] });

/** How one key of a filter is asked: of which column, and which field the caller must be allowed to read for it. */
export interface FilterColumn {
  readonly column: string;
  readonly path: FieldPath;
  /** Another field that the value asked for tells of. */
  readonly alsoTells?: (value: string) => FieldPath;
  readonly condition: Condition;
  readonly valueType: 'text' | 'date' | 'area';
}

const column = (
  name: string,
  path: FieldPath,
  condition: Condition,
  valueType: FilterColumn['valueType'] = 'text',
): FilterColumn => ({ column: name, path, condition, valueType });

export const filterColumns: {
  readonly [Type in EntityType]: Readonly<Record<keyof EntityFilterOf<Type>, FilterColumn>>;
} = {
  resident: {
    areaCode: column('grid_code', 'resident.gridCode', startsWith, 'area'),
    bornFrom: column('birth_date', 'resident.birthDate', atLeast, 'date'),
    bornBefore: column('birth_date', 'resident.birthDate', lessThan, 'date'),
    sex: column('sex', 'resident.sex', equals),
    livingSituation: column('living_situation', 'resident.livingSituation', equals),
    lifeStatus: column('life_status', 'resident.lifeStatus', equals),
    household: { ...column('household_id', 'resident.household', equals), alsoTells: householdSource },
    phone: column('phone', 'resident.phone', equals),
    documentNumber: column('document_number', 'resident.documentNumber', equals),
    namePrefix: column('name', 'resident.name', startsWith),
    addressContains: column('actual_address', 'resident.actualAddress', contains),
  },
  'legal-entity': {
    areaCode: column('grid_code', 'legal-entity.gridCode', startsWith, 'area'),
    creditCode: column('credit_code', 'legal-entity.creditCode', equals),
    namePrefix: column('name', 'legal-entity.name', startsWith),
    phone: column('phone', 'legal-entity.phone', equals),
    legalRepresentativeDocument: column(
      'legal_representative_document',
      'legal-entity.legalRepresentativeDocument',
      equals,
    ),
    industryCategory: column(`"values"->>'industryCategory'`, 'legal-entity.industryCategory', equals),
    institutionCategory: column(`"values"->>'institutionCategory'`, 'legal-entity.institutionCategory', equals),
  },
};

export const orderColumns: Readonly<Record<EntityOrder['by'], string | null>> = {
  id: null,
  name: 'name',
  gridCode: 'grid_code',
  birthDate: 'birth_date',
};

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
