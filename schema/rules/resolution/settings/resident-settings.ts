import type { ResolutionSettings } from '../../../model/resolution.ts';
import { sources } from './common-levels.ts';
import { residentBlocking } from './resident-blocking.ts';
import { residentCaps } from './resident-caps.ts';
import { residentContactComparisons } from './resident-contact-comparisons.ts';
import { residentGuards } from './resident-guards.ts';
import { residentIdentityComparisons } from './resident-identity-comparisons.ts';

/** What is compared of two records of residents, and how candidates are found. Data: see ResolutionSettings. */
export const residentSettings: ResolutionSettings = {
  entityType: 'resident',
  version: 'resident-settings-2',
  parts: [
    { kind: 'citizen-document', from: ['documentNumber', 'documentType', 'birthDate', 'name'], into: 'document' },
    { kind: 'person-name', from: ['name'], into: 'name' },
    { kind: 'person-name', from: ['formerName'], into: 'former' },
    { kind: 'date', from: ['birthDate'], elsePart: 'document.birth', into: 'birth' },
    { kind: 'text', from: ['sex'], elsePart: 'document.sex', into: 'sex' },
    { kind: 'phone', from: ['phone'], into: 'phone' },
    { kind: 'phone', from: ['emergencyContactPhone'], into: 'contact' },
    { kind: 'address', from: ['actualAddress'], into: 'home' },
    { kind: 'address', from: ['registeredAddress'], into: 'registered' },
    { kind: 'text', from: ['gridCode'], into: 'grid' },
    { kind: 'text', from: ['healthRecordNumber'], into: 'healthRecord' },
  ],
  comparisons: [sources, ...residentIdentityComparisons, ...residentContactComparisons],
  blocking: residentBlocking,
  guards: residentGuards,
  caps: residentCaps,
  cuts: { linkPrecision: 0.9995, leastProbability: 0.95, reviewProbability: 0.5 },
};
