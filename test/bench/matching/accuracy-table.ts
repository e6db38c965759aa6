import path from 'node:path';
import { entityTypes } from '../../../schema/model/identity.ts';
import { contractsFolder, loadContracts } from '../../../schema/model/load-contracts.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import type { BenchReport, Figure } from '../harness/bench.ts';
import { readLabelledFolder } from './labelled-folder.ts';
import type { MatchingOptions, MatchingTable } from './matching-options.ts';
import { measureFolder } from './measure-folder.ts';
import { measurePublicData } from './public-accuracy.ts';
import { publicDataSets } from './public-data.ts';

type Part = Pick<BenchReport, 'figures' | 'samples'>;

/** Everything that is measured against a truth; each part runs where its data is given, and says so where it is not. */
export const accuracyTable: MatchingTable = {
  name: 'accuracy',
  description: 'cluster pairs and B³ against the truth: public data beside Splink, labelled districts',
  run: async (options, note) => {
    const parts: Part[] = [];
    for (const part of [measurePublic, measureDistricts]) parts.push(await part(options, note));
    const { seed, rounds, peers } = options;
    return {
      settings: { seed, rounds, peers: peers !== null },
      figures: parts.flatMap(({ figures }) => figures),
      samples: Object.assign({}, ...parts.map(({ samples }) => samples)),
    };
  },
};

async function measurePublic(options: MatchingOptions, note: (text: string) => void): Promise<Part> {
  if (options.data === null) return notRun('public data', 'no folder given (--data)', note);
  const figures: Figure[] = [];
  const samples: Record<string, unknown> = {};
  for (const dataSet of publicDataSets) {
    const measured = await measurePublicData(dataSet, options.data, options, note);
    figures.push(...measured.figures);
    samples[dataSet.name] = measured.samples;
  }
  return { figures, samples };
}

/** Least precision and recall of the shipped models on a labelled district. */
const districtGoals = {
  resident: { precision: 0.9995, recall: 0.985 },
  'legal-entity': { precision: 0.99, recall: 0.96 },
} as const;

async function measureDistricts({ districts }: MatchingOptions, note: (text: string) => void): Promise<Part> {
  if (districts.length === 0) return notRun('districts', 'no folder given (--district)', note);
  const contracts = loadContracts(contractsFolder());
  const figures: Figure[] = [];
  const samples: Record<string, unknown> = {};
  for (const folder of districts) {
    const name = path.basename(folder);
    note(`${name}: shipped models`);
    const labelled = await readLabelledFolder(folder, contracts);
    for (const entityType of entityTypes) {
      const { accuracy, reviews, records, recordsInReview, traps } = measureFolder(labelled, shippedModel(entityType));
      const measure = `${name}, ${entityType}`;
      const merged = Object.values(traps).reduce((sum, trap) => sum + trap.merged, 0);
      const share = recordsInReview / Math.max(1, records);
      const goals = districtGoals[entityType];
      figures.push(
        { measure: `${measure}: precision`, value: accuracy.precision, unit: '', goal: { atLeast: goals.precision } },
        { measure: `${measure}: recall`, value: accuracy.recall, unit: '', goal: { atLeast: goals.recall } },
        { measure: `${measure}: traps wrongly merged`, value: merged, unit: '', goal: { atMost: 0 } },
        { measure: `${measure}: share of records in review`, value: share, unit: '', goal: { atMost: 0.02 } },
      );
      samples[measure] = { accuracy, reviews, records, recordsInReview, traps };
    }
  }
  return { figures, samples };
}

function notRun(part: string, why: string, note: (text: string) => void): Part {
  note(`${part}: not run, ${why}`);
  return { figures: [], samples: { [part]: `not run: ${why}` } };
}
