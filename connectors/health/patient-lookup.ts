import type { HealthLookup, LookupResult } from '../../schema/model/lookup.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { fetchJson, type JsonRequest } from '../lookup/fetch-json.ts';
import { createGuardedSource } from '../lookup/guarded-source.ts';
import { distinctNumbers, groupByNumber } from '../lookup/identity-numbers.ts';
import { defaultLookupPolicy, type LookupPolicy } from '../lookup/lookup-policy.ts';
import { LookupError } from '../lookup/lookup-result.ts';
import { runInBatches } from '../lookup/run-in-batches.ts';
import { readSecret, type Secret } from '../lookup/secret.ts';
import { type Bundle, bundleSchema, readClinicalFacts } from './fhir-answer.ts';

export interface HealthLookupSettings {
  /** Base of the FHIR R4 server, without a trailing slash: `https://host/fhir`. */
  readonly baseUrl: string;
  readonly token: Secret;
  readonly policy?: Partial<LookupPolicy>;
}

const identifierSystem = 'urn:oid:2.16.156.10011.1.3';
const resourcesPerPage = '1000';
/** A hundred residents have some thousands of entries at most; more pages than this is a server that loops. */
const mostPages = 20;

export function createHealthLookup(clock: Clock, settings: HealthLookupSettings): HealthLookup {
  const policy = { ...defaultLookupPolicy, ...settings.policy };
  const source = createGuardedSource('health', policy, clock);
  const base = new URL(`${settings.baseUrl.replace(/\/+$/, '')}/`);
  const headers = { accept: 'application/fhir+json', authorization: `Bearer ${readSecret(settings.token)}` };

  /** Searches by POST, which every FHIR server must take: identity numbers stay out of addresses, and so out of access logs. */
  const search = async (type: 'Condition' | 'Immunization', idNumbers: readonly string[], signal: AbortSignal) => {
    const parameters = new URLSearchParams({
      'patient.identifier': idNumbers.map((number) => `${identifierSystem}|${number}`).join(','),
      _include: `${type}:patient`,
      _count: resourcesPerPage,
    });
    const first: JsonRequest = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: parameters.toString(),
    };
    const limits = { maxBytes: policy.maxAnswerBytes, signal };
    let page: Bundle = await fetchJson(new URL(`${type}/_search`, base), first, bundleSchema, limits);
    const pages = [page];
    for (let next = nextPage(base, page); next !== null; next = nextPage(base, page)) {
      if (pages.length === mostPages) throw new LookupError('SOURCE_INVALID');
      page = await fetchJson(next, { method: 'GET', headers }, bundleSchema, limits);
      pages.push(page);
    }
    return pages.flatMap(({ entry }) => entry);
  };

  const ask = <T>(
    idNumbers: readonly string[],
    question: (batch: readonly string[], signal: AbortSignal) => Promise<readonly T[]>,
  ): Promise<LookupResult<readonly T[]>> =>
    runInBatches(
      distinctNumbers(idNumbers),
      policy.maxBatch,
      (batch) => source.run((signal) => question(batch, signal)),
      () => clock.now().toISOString(),
    );

  return {
    conditions: async (idNumbers) => {
      const result = await ask(idNumbers, async (batch, signal) =>
        readClinicalFacts(await search('Condition', batch, signal), 'Condition', batch, identifierSystem),
      );
      return result.ok ? { ...result, value: groupByNumber(idNumbers, result.value, ({ fact }) => fact) } : result;
    },
    immunizations: async (idNumbers) => {
      const result = await ask(idNumbers, async (batch, signal) =>
        readClinicalFacts(await search('Immunization', batch, signal), 'Immunization', batch, identifierSystem),
      );
      return result.ok ? { ...result, value: groupByNumber(idNumbers, result.value, ({ fact }) => fact) } : result;
    },
  };
}

/** The next page, if any. It must lie on the same server: the token goes with the request. */
function nextPage(base: URL, page: Bundle): URL | null {
  const link = page.link.find(({ relation }) => relation === 'next');
  if (link === undefined) return null;
  const url = URL.canParse(link.url, base.href) ? new URL(link.url, base) : null;
  if (url === null || url.origin !== base.origin) throw new LookupError('SOURCE_INVALID');
  return url;
}
