import { districtEvents } from './district-events.ts';
import type { DistrictOptions, FeedRow, LegalEntity, Person, SimulatedDataset, Trap } from './district-model.ts';
import { simulatedFeeds } from './feed-forms.ts';

interface TruthRow {
  readonly dataset: SimulatedDataset;
  readonly key: string;
  readonly truth: string;
}

/** A whole district in memory: for tests and small demonstrations. Larger ones go to a folder: writeDistrict. */
export interface District {
  readonly options: DistrictOptions;
  readonly people: readonly Person[];
  readonly legalEntities: readonly LegalEntity[];
  readonly feeds: Readonly<Record<SimulatedDataset, readonly FeedRow[]>>;
  readonly truth: readonly TruthRow[];
  readonly traps: readonly Trap[];
}

export const defaultDistrict: DistrictOptions = { residents: 12_000, seed: 20_261_101, today: '2026-11-01' };

export function generateDistrict(options: DistrictOptions = defaultDistrict): District {
  const people: Person[] = [];
  const legalEntities: LegalEntity[] = [];
  const truth: TruthRow[] = [];
  const traps: Trap[] = [];
  const feeds = new Map<SimulatedDataset, FeedRow[]>(simulatedFeeds.map(({ dataset }) => [dataset, []]));
  for (const event of districtEvents(options)) {
    if (event.kind === 'person') people.push(event.person);
    else if (event.kind === 'legal-entity') legalEntities.push(event.entity);
    else if (event.kind === 'trap') traps.push(event.trap);
    else {
      feeds.get(event.dataset)?.push(event.row);
      if (event.truth !== null) truth.push({ dataset: event.dataset, key: event.key, truth: event.truth });
    }
  }
  return { options, people, legalEntities, feeds: byDataset(feeds), truth, traps };
}

/** The people alone, one by one: what the simulated live services know. */
export function* districtPeople(options: DistrictOptions = defaultDistrict): Generator<Person> {
  for (const event of districtEvents(options)) if (event.kind === 'person') yield event.person;
}

function byDataset(feeds: ReadonlyMap<SimulatedDataset, readonly FeedRow[]>): District['feeds'] {
  const rows = (dataset: SimulatedDataset) => feeds.get(dataset) ?? [];
  return {
    'reference.grids': rows('reference.grids'),
    'public-security.household-register': rows('public-security.household-register'),
    'public-security.residence-permit': rows('public-security.residence-permit'),
    'public-security.special-trade': rows('public-security.special-trade'),
    'civil-affairs.subsistence-allowance': rows('civil-affairs.subsistence-allowance'),
    'civil-affairs.elderly-care': rows('civil-affairs.elderly-care'),
    'civil-affairs.social-organisation': rows('civil-affairs.social-organisation'),
    'health.patient': rows('health.patient'),
    'health.institution': rows('health.institution'),
  };
}
