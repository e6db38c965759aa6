/** What the generator knows for certain; the feeds tell it with errors. Dates are YYYYMMDD. */
export interface DistrictOptions {
  readonly residents: number;
  readonly seed: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** How much oftener than measured the departments err (see rates.ts); 1 unless given. */
  readonly dirt?: number;
}

export interface Dwelling {
  readonly street: string;
  readonly estate: string;
  /** Road and number, for instance 望梅路18号. */
  readonly road: string;
  readonly building: number;
  readonly unit: number;
  readonly room: number;
  readonly gridCode: string;
}

export interface Person {
  /** `P0`, `P1`, …: who it really is, as truth.csv names it. */
  readonly truth: string;
  readonly name: string;
  readonly formerName: string | null;
  /** GB/T 2261.1. */
  readonly sex: '1' | '2';
  readonly birthDate: string;
  readonly age: number;
  readonly idNumber: string;
  /** A second number that some departments hold for the same person. */
  readonly secondIdNumber: string | null;
  readonly passportNumber: string | null;
  readonly ethnicGroup: string;
  readonly phone: string | null;
  readonly formerPhone: string;
  readonly dwelling: Dwelling;
  /** 户籍: the same as the dwelling unless the household has moved within the district. */
  readonly registeredDwelling: Dwelling;
  readonly formerDwelling: Dwelling;
  readonly standing: 'registered' | 'migrant' | 'unregistered';
  readonly householdNumber: string;
  readonly householdSize: number;
  /** GB/T 4761. */
  readonly relationToHead: string;
  /** GB/T 2261.2. */
  readonly maritalStatus: string;
  /** GB/T 4658; empty for small children. */
  readonly education: string;
  readonly deceased: boolean;
  readonly movedOut: boolean;
  readonly originDivision: string;
  readonly mother: { readonly name: string; readonly idNumber: string } | null;
  readonly twin: boolean;
}

export interface LegalEntity {
  /** `E0`, `E1`, … */
  readonly truth: string;
  readonly kind: 'clinic' | 'hospital' | 'social' | 'trade';
  /** Without the place in front: 长青诊所. */
  readonly coreName: string;
  /** How a name ends, so that the place can stand before it in brackets: 长青(杭州)诊所. */
  readonly ending: string;
  readonly branchOf: string | null;
  readonly creditCode: string;
  readonly representative: { readonly name: string; readonly idNumber: string; readonly phone: string | null };
  readonly dwelling: Dwelling;
  readonly formerDwelling: Dwelling;
  readonly phone: string;
  readonly formerPhone: string;
  readonly socialType: string | null;
  readonly medicalCategory: string | null;
  readonly trade: string | null;
  /** YYYY-MM-DD. */
  readonly establishedOn: string;
  readonly closed: boolean;
}

export type SimulatedDataset =
  | 'reference.grids'
  | 'public-security.household-register'
  | 'public-security.residence-permit'
  | 'public-security.special-trade'
  | 'civil-affairs.subsistence-allowance'
  | 'civil-affairs.elderly-care'
  | 'civil-affairs.social-organisation'
  | 'health.patient'
  | 'health.institution';

/** One row of a feed: cells in the order of the header, or a line as it stands (FHIR resources, broken lines). */
export type FeedRow = { readonly cells: readonly (string | number)[] } | { readonly line: string };

export type TrapKind = 'twins' | 'namesake' | 'sharedId' | 'twoIds' | 'childUnderMother' | 'branch';
export interface Trap {
  readonly trap: TrapKind;
  /** Truth ids, except childUnderMother: the dataset and the key of the record. */
  readonly a: string;
  readonly b: string;
  readonly expected: string;
}

/** What the generator tells, in order; nothing of it is kept, so that a district may be of any size. */
export type DistrictEvent =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'legal-entity'; readonly entity: LegalEntity }
  | { readonly kind: 'trap'; readonly trap: Trap }
  | {
      readonly kind: 'row';
      readonly dataset: SimulatedDataset;
      readonly row: FeedRow;
      readonly key: string;
      /** null: the row must be rejected, or is not resolved (grids). */
      readonly truth: string | null;
    };
