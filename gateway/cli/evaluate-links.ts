import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Contract } from '../../schema/model/contract.ts';
import { type EntityType, entityTypes } from '../../schema/model/identity.ts';
import { type Accuracy, evaluateClusters } from '../../schema/rules/resolution/evaluate.ts';
import type { Database } from '../../schema/store/database.ts';
import { readLinks } from '../../schema/store/export-store.ts';
import { findRecordsInReview } from '../../schema/store/review-store.ts';
import { UsageError } from './exit-codes.ts';

export interface Evaluation extends Accuracy {
  readonly entityType: EntityType;
  /** Records named by the truth, and how many of them the hub holds linked: neither rejected nor in an open review. */
  readonly truthRecords: number;
  readonly linkedRecords: number;
}

/**
 * Compares the hub's links with labelled truth: a CSV with the columns dataset, key, truth. A record that was rejected,
 * was never received or is in an open review counts as unlinked.
 *
 * @throws UsageError a file that cannot be read, lacks a column, or names no dataset of this hub
 */
export async function evaluateLinks(
  db: Database,
  contracts: readonly Contract[],
  truthFile: string,
): Promise<readonly Evaluation[]> {
  const typeOf = new Map(contracts.map(({ dataset, entity }) => [dataset, entity]));
  const truth: Record<EntityType, Map<string, string>> = { resident: new Map(), 'legal-entity': new Map() };
  for await (const { dataset, key, truth: entity } of readTruth(truthFile)) {
    const entityType = typeOf.get(dataset);
    if (entityType === 'resident' || entityType === 'legal-entity') truth[entityType].set(nameOf(dataset, key), entity);
  }
  if (entityTypes.every((entityType) => truth[entityType].size === 0)) {
    throw new UsageError(`${truthFile}: names no dataset of this hub; expected columns are dataset,key,truth`);
  }
  const clusters = await readClusters(db);
  return entityTypes.map((entityType) => {
    const labelled = truth[entityType];
    const own = clusters.filter((members) => members.some((member) => labelled.has(member)));
    return {
      entityType,
      ...evaluateClusters(own, labelled),
      truthRecords: labelled.size,
      linkedRecords: own.reduce((sum, members) => sum + members.filter((member) => labelled.has(member)).length, 0),
    };
  });
}

async function readClusters(db: Database): Promise<readonly (readonly string[])[]> {
  const inReview = await findRecordsInReview(db);
  const clusters = new Map<string, string[]>();
  for await (const page of readLinks(db)) {
    for (const { record_id, dataset, key, entity_id } of page) {
      if (inReview.has(record_id)) continue;
      const members = clusters.get(entity_id);
      if (members) members.push(nameOf(dataset, key));
      else clusters.set(entity_id, [nameOf(dataset, key)]);
    }
  }
  return [...clusters.values()];
}

interface TruthRow {
  readonly dataset: string;
  readonly key: string;
  readonly truth: string;
}

async function* readTruth(file: string): AsyncGenerator<TruthRow> {
  const rows = createReadStream(file)
    .on('error', (error) => rows.destroy(error))
    .pipe(parse({ bom: true, columns: true, skip_empty_lines: true }));
  try {
    for await (const row of rows as AsyncIterable<Partial<TruthRow>>) {
      const { dataset, key, truth } = row;
      if (dataset === undefined || key === undefined || truth === undefined) {
        throw new UsageError(`${file}: lacks a column of dataset,key,truth`);
      }
      yield { dataset, key, truth };
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: cannot be read (${error instanceof Error ? error.message : 'unknown fault'})`);
  }
}

const nameOf = (dataset: string, key: string): string => `${dataset}/${key}`;
