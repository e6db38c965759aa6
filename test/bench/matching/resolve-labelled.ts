import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { splitIntoComponents } from '../../../jobs/resolve/gather-components.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { Doubt, ResolutionModel } from '../../../schema/model/resolution.ts';
import { clusterComponent } from '../../../schema/rules/resolution/cluster-component.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { recordName } from './district-records.ts';
import type { NamePair } from './name-pairs.ts';

export interface ResolvedRecords {
  /** `recordName` of the members; every record is in exactly one. */
  readonly clusters: readonly (readonly string[])[];
  readonly doubts: readonly Doubt[];
  /** The pairs that link by themselves, `recordName` of both. */
  readonly links: readonly NamePair[];
}

/** The full run of the hub on records of one type, without a database. */
export function resolveLabelled(records: readonly RecordValues[], model: ResolutionModel): ResolvedRecords {
  const pairs = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
  const names = new Map(records.map((record) => [record.id, recordName(record)]));
  const clusters: (readonly string[])[] = [];
  const doubts: Doubt[] = [];
  for (const component of splitIntoComponents(records, pairs, [])) {
    const resolved = clusterComponent({
      records: component.records.map((record) => prepareRecord(record, model.settings)),
      pairs: component.pairs,
      decisions: [],
      model,
    });
    for (const { members } of resolved.clusters) clusters.push(members.map((id) => names.get(id) ?? ''));
    doubts.push(...resolved.doubts);
  }
  const links = pairs.flatMap(({ a, b, outcome }): NamePair[] =>
    outcome === 'link' ? [[names.get(a) ?? '', names.get(b) ?? '']] : [],
  );
  return { clusters, doubts, links };
}
