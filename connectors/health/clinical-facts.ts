export interface HealthCondition {
  readonly code: string | null;
  readonly system: string | null;
  readonly name: string;
  /** FHIR clinical status: active, remission, resolved … */
  readonly clinicalStatus: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as recorded. */
  readonly onsetDate: string | null;
}

export interface Immunization {
  readonly code: string | null;
  readonly vaccine: string;
  /** YYYY-MM-DD, as recorded. */
  readonly date: string | null;
  readonly status: string;
  readonly lotNumber: string | null;
}
