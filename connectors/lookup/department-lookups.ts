import type { DepartmentLookups, HealthLookup, IdentityVerification } from '../../schema/model/lookup.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import {
  createPaymentLookup,
  type PaymentDatabaseLookup,
  type PaymentLookupSettings,
} from '../civil-affairs/payment-lookup.ts';
import { createHealthLookup, type HealthLookupSettings } from '../health/patient-lookup.ts';
import {
  createIdentityVerification,
  type IdentityVerificationSettings,
} from '../public-security/identity-verification.ts';
import { lookupFailure } from './lookup-result.ts';

/** The departments' lookups, with what they hold open. */
export interface OpenLookups extends DepartmentLookups {
  close(): Promise<void>;
}

export interface DepartmentLookupSettings {
  readonly health?: HealthLookupSettings;
  readonly publicSecurity?: IdentityVerificationSettings;
  readonly civilAffairs?: PaymentLookupSettings;
}

/** A department without settings answers NOT_CONFIGURED; the others are not touched by that. */
export function createDepartmentLookups(clock: Clock, settings: DepartmentLookupSettings): OpenLookups {
  const civilAffairs =
    settings.civilAffairs === undefined ? absentPayments : createPaymentLookup(clock, settings.civilAffairs);
  return {
    health: settings.health === undefined ? absentHealth : createHealthLookup(clock, settings.health),
    publicSecurity:
      settings.publicSecurity === undefined
        ? absentVerification
        : createIdentityVerification(clock, settings.publicSecurity),
    civilAffairs,
    close: () => civilAffairs.close(),
  };
}

const absentHealth: HealthLookup = {
  conditions: async () => lookupFailure('health', 'NOT_CONFIGURED'),
  immunizations: async () => lookupFailure('health', 'NOT_CONFIGURED'),
};
const absentVerification: IdentityVerification = {
  verify: async () => lookupFailure('public-security', 'NOT_CONFIGURED'),
};
const absentPayments: PaymentDatabaseLookup = {
  payments: async () => lookupFailure('civil-affairs', 'NOT_CONFIGURED'),
  close: async () => {},
};
