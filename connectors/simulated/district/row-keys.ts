import type { SimulatedDataset } from './district-model.ts';
import { createKeyIssuer } from './numbers.ts';

type KeyIssuers = Readonly<Record<Exclude<SimulatedDataset, 'reference.grids'>, () => string>>;

/** One source of keys per dataset, in the departments' own forms. */
export function createKeys(seed: number): KeyIssuers {
  const offset = Math.abs(seed) % 10_000;
  return {
    'public-security.household-register': createKeyIssuer('RK', offset + 1),
    'public-security.residence-permit': createKeyIssuer('JZ', offset + 2),
    'public-security.special-trade': createKeyIssuer('TZ', offset + 3),
    'civil-affairs.subsistence-allowance': createKeyIssuer('DB', offset + 4),
    'civil-affairs.elderly-care': createKeyIssuer('YL', offset + 5),
    'civil-affairs.social-organisation': createKeyIssuer('SO', offset + 6),
    'health.patient': createKeyIssuer('pt-', offset + 7),
    'health.institution': createKeyIssuer('YJ', offset + 8),
  };
}
