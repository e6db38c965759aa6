import { createHash, timingSafeEqual } from 'node:crypto';
import { seedOf } from '../district/random.ts';
import { type ClinicalContent, clinicalContentOf } from './clinical-content.ts';
import {
  type LoopbackService,
  type ServiceAnswer,
  type ServiceRequest,
  startLoopbackService,
} from './loopback-service.ts';

export interface HealthFhirOptions {
  /** The bearer token that callers must show. */
  readonly token: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Whether the health authority keeps a record of this number; left out: of every identity number. */
  readonly knows?: (idNumber: string) => boolean;
  /** Resources per page unless the caller says `_count`. */
  readonly pageSize?: number;
  readonly port?: number;
}

const system = 'urn:oid:2.16.156.10011.1.3';
const fhirJson = 'application/fhir+json; charset=utf-8';
const mostPerPage = 1000;
const mostSearches = 1000;

type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };

/**
 * A FHIR R4 server with Patient (`identifier`), Condition and Immunization (`patient.identifier`, several with commas,
 * `_include`), searched by GET or POST `_search`, in pages. What it says follows from the identity number.
 */
export function startHealthFhirServer(
  options: HealthFhirOptions,
): Promise<LoopbackService & { readonly baseUrl: string }> {
  /** A search under way by the id in its paging links: the parameters themselves never stand in an address. */
  const searches = new Map<string, URLSearchParams>();

  const answer = (request: ServiceRequest, origin: string): ServiceAnswer => {
    if (!isAuthorised(request.headers.authorization, options.token)) return outcome(401, 'login');
    const path = /^\/fhir\/(Patient|Condition|Immunization)(\/_search)?$/.exec(request.url.pathname);
    const type = path?.[1];
    const posted = path?.[2] !== undefined;
    if (type === undefined || (posted ? 'POST' : 'GET') !== request.method) return outcome(404, 'not-found');
    const asked = posted ? new URLSearchParams(request.body) : request.url.searchParams;
    const searchId = asked.get('_getpages') ?? remember(searches, asked);
    const parameters = searches.get(searchId);
    if (parameters === undefined) return outcome(410, 'expired');
    const numbers = readNumbers(parameters.get(type === 'Patient' ? 'identifier' : 'patient.identifier'));
    if (numbers === null) return outcome(400, 'invalid');
    const known = numbers.filter((number) => options.knows?.(number) ?? true);
    const found = known.flatMap((number) => resourcesOf(type, number, options.today));
    return page(found, {
      origin: `${origin}/fhir/${type}`,
      searchId,
      offset: Math.max(0, Number(asked.get('_offset') ?? 0) || 0),
      count: Math.min(mostPerPage, Number(parameters.get('_count')) || (options.pageSize ?? 100)),
      include: parameters.get('_include') === `${type}:patient`,
    });
  };
  return startLoopbackService(answer, options).then((service) => ({ ...service, baseUrl: `${service.url}/fhir` }));
}

function isAuthorised(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}

function remember(searches: Map<string, URLSearchParams>, parameters: URLSearchParams): string {
  const id = createHash('sha256').update(parameters.toString()).digest('hex').slice(0, 24);
  const [oldest] = searches.keys();
  if (searches.size >= mostSearches && oldest !== undefined) searches.delete(oldest);
  searches.set(id, parameters);
  return id;
}

/** `system|value,system|value`; null when the parameter is missing or names another system. */
function readNumbers(parameter: string | null): readonly string[] | null {
  if (parameter === null || parameter === '') return null;
  const numbers = parameter
    .split(',')
    .map((one) => (one.startsWith(`${system}|`) ? one.slice(system.length + 1) : null));
  return numbers.some((number) => number === null) ? null : [...new Set(numbers.flatMap((number) => number ?? []))];
}

interface Found {
  readonly patient: Resource;
  readonly resource: Resource;
}

function resourcesOf(type: string, idNumber: string, today: string): readonly Found[] {
  const content = clinicalContentOf(idNumber, today);
  if (content === null) return [];
  const id = `pt-${seedOf(idNumber).toString(36)}${seedOf(`${idNumber}#`).toString(36)}`;
  const patient: Resource = { resourceType: 'Patient', id, identifier: [{ system, value: idNumber }] };
  if (type === 'Patient') return [{ patient, resource: patient }];
  const facts = type === 'Condition' ? conditionsOf(id, content) : immunizationsOf(id, content);
  return facts.map((resource) => ({ patient, resource }));
}

const conditionsOf = (patientId: string, content: ClinicalContent): readonly Resource[] =>
  content.conditions.map(({ code, name, status, onsetDate }) => ({
    resourceType: 'Condition',
    id: `${patientId}-${code}`,
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: status }] },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code, display: name }], text: name },
    subject: { reference: `Patient/${patientId}` },
    onsetDateTime: onsetDate,
  }));

const immunizationsOf = (patientId: string, content: ClinicalContent): readonly Resource[] =>
  content.immunizations.map(({ code, name, date, lotNumber }, i) => ({
    resourceType: 'Immunization',
    id: `${patientId}-v${i}`,
    status: 'completed',
    vaccineCode: { coding: [{ system: 'urn:oid:2.16.156.10011.2.3.1', code, display: name }], text: name },
    patient: { reference: `Patient/${patientId}` },
    occurrenceDateTime: date,
    lotNumber,
  }));

interface PageRequest {
  readonly origin: string;
  readonly searchId: string;
  readonly offset: number;
  readonly count: number;
  readonly include: boolean;
}

function page(found: readonly Found[], request: PageRequest): ServiceAnswer {
  const { origin, searchId, offset, count } = request;
  const shown = found.slice(offset, offset + count);
  const patients = request.include
    ? [...new Map(shown.map(({ patient }) => [patient.id, patient] as const)).values()]
    : [];
  const link = (relation: string, at: number) => ({ relation, url: `${origin}?_getpages=${searchId}&_offset=${at}` });
  const bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [link('self', offset), ...(offset + count < found.length ? [link('next', offset + count)] : [])],
    entry: [
      ...shown.map(({ resource }) => ({ resource, search: { mode: 'match' } })),
      ...patients.map((resource) => ({ resource, search: { mode: 'include' } })),
    ],
  };
  return { status: 200, type: fhirJson, body: JSON.stringify(bundle) };
}

const outcome = (status: number, code: string): ServiceAnswer => ({
  status,
  type: fhirJson,
  body: JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] }),
});
