import type { Agreement, Client, Principal } from '../../../schema/model/agreement.ts';

export const now = new Date('2026-11-01T08:00:00Z');

export const client: Client = { id: 'c1', name: 'street-platform', kind: 'platform', department: null };

/** Health and elder care of one street, telephone numbers masked. */
export const agreement: Agreement = {
  id: 'a1',
  clientId: client.id,
  purposes: ['elder care'],
  areas: ['320105001'],
  fields: ['resident.name', 'resident.phone', 'resident.health.*'],
  grade: 2,
  validFrom: '2026-01-01T00:00:00Z',
  until: '2027-01-01T00:00:00Z',
};

export const principalOf = (changes: Partial<Agreement> = {}, purpose: string | null = 'elder care'): Principal => ({
  client,
  agreement: { ...agreement, ...changes },
  purpose,
});
