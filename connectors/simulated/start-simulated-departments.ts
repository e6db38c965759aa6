import { randomBytes } from 'node:crypto';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { DepartmentLookupSettings } from '../lookup/department-lookups.ts';
import { districtBeneficiaries } from './district/district-beneficiaries.ts';
import type { DistrictOptions } from './district/district-model.ts';
import { districtPeople } from './district/generate-district.ts';
import {
  type CivilAffairsDatabase,
  type ServerConnection,
  startCivilAffairsDatabase,
} from './services/civil-affairs-database.ts';
import { startHealthFhirServer } from './services/health-fhir-server.ts';
import type { LoopbackService } from './services/loopback-service.ts';
import { startPublicSecurityService } from './services/public-security-service.ts';

export interface SimulatedDepartments {
  readonly health: LoopbackService;
  readonly publicSecurity: LoopbackService;
  readonly civilAffairs: CivilAffairsDatabase;
  /** What createDepartmentLookups needs to reach them; secrets drawn for this run. */
  readonly lookups: DepartmentLookupSettings;
  close(): Promise<void>;
}

/**
 * The three departments' live services for a generated district: two HTTP servers on the loopback interface and a
 * schema on the database server given. They know the residents' true names and numbers, whatever the feeds say.
 */
export async function startSimulatedDepartments(
  clock: Clock,
  connection: ServerConnection,
  district: DistrictOptions,
): Promise<SimulatedDepartments> {
  const token = randomBytes(24).toString('base64url');
  const secret = randomBytes(24).toString('base64url');
  const clientId = 'commongrid';
  const opened: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const one of opened.reverse()) await one.close();
    opened.length = 0;
  };
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  try {
    const health = keep(await startHealthFhirServer({ token, today: district.today }));
    const register = registerOf(district);
    const clients = new Map([[clientId, secret]]);
    const publicSecurity = keep(await startPublicSecurityService({ clients, register, now: () => clock.now() }));
    const beneficiaries = districtBeneficiaries(district);
    const civilAffairs = keep(await startCivilAffairsDatabase(connection, beneficiaries, { today: district.today }));
    return {
      health,
      publicSecurity,
      civilAffairs,
      lookups: {
        health: { baseUrl: health.baseUrl, token: { value: token } },
        publicSecurity: { baseUrl: publicSecurity.url, clientId, secret: { value: secret } },
        civilAffairs: { connection: { value: civilAffairs.url }, schema: civilAffairs.schema },
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every number with its true names; a former name still proves who somebody is. */
function registerOf(district: DistrictOptions): ReadonlyMap<string, readonly string[]> {
  const register = new Map<string, string[]>();
  for (const { idNumber, secondIdNumber, name, formerName } of districtPeople(district)) {
    for (const number of [idNumber, secondIdNumber]) {
      if (number === null) continue;
      const names = register.get(number) ?? [];
      register.set(number, names);
      names.push(name, ...(formerName === null ? [] : [formerName]));
    }
  }
  return register;
}
