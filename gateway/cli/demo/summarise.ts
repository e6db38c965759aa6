import type { Contract } from '../../../schema/model/contract.ts';
import type { Database } from '../../../schema/store/database.ts';
import { countOpenFindings } from '../../../schema/store/finding-store.ts';
import { computeGoldenHash } from '../../../schema/store/golden-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { type Evaluation, evaluateLinks } from '../evaluate-links.ts';
import type { FeedReport } from '../load-feeds.ts';

/** What the demo found, in figures a mayor would ask for. */
export interface DemoSummary {
  readonly feeds: readonly FeedReport[];
  readonly rows: number;
  readonly rejected: number;
  readonly topRejects: readonly { readonly rule: string; readonly reason: string; readonly rows: number }[];
  readonly residents: number;
  readonly legalEntities: number;
  /** Records of residents and legal entities that turned out to be about somebody already known. */
  readonly duplicatesRemoved: number;
  readonly openReviews: number;
  readonly findings: Readonly<Record<string, number>>;
  readonly accuracy: readonly Evaluation[];
  readonly goldenHash: string;
  readonly seconds: {
    readonly generate: number;
    readonly start: number;
    readonly load: number;
    readonly total: number;
  };
}

/** Reads the figures from the hub as it is now. */
export async function summariseDemo(
  { db, contracts }: { readonly db: Database; readonly contracts: readonly Contract[] },
  feeds: readonly FeedReport[],
  truthFile: string,
  seconds: Omit<DemoSummary['seconds'], 'total'>,
): Promise<DemoSummary> {
  const published = feeds.flatMap((report) => (report.outcome === 'published' ? [report] : []));
  const [counts] = await runSql<{ residents: string; entities: string; records: string; reviews: string }>(
    db,
    `select (select count(*) from resident) as residents, (select count(*) from legal_entity) as entities,
       (select count(*) from link) as records, (select count(*) from review where state = 'open') as reviews`,
  );
  const topRejects = await runSql<{ rule: string; reason: string; rows: string }>(
    db,
    `select rule, min(reason_en) as reason, count(*) as rows from reject
     where closed_at is null group by rule order by count(*) desc, rule limit 3`,
  );
  const residents = Number(counts?.residents);
  const legalEntities = Number(counts?.entities);
  return {
    feeds,
    rows: published.reduce((sum, { received }) => sum + received, 0),
    rejected: published.reduce((sum, { rejected }) => sum + rejected, 0),
    topRejects: topRejects.map((reject) => ({ ...reject, rows: Number(reject.rows) })),
    residents,
    legalEntities,
    duplicatesRemoved: Number(counts?.records) - residents - legalEntities,
    openReviews: Number(counts?.reviews),
    findings: await countOpenFindings(db),
    accuracy: await evaluateLinks(db, contracts, truthFile),
    goldenHash: await computeGoldenHash(db),
    seconds: { ...seconds, total: round(seconds.generate + seconds.start + seconds.load) },
  };
}

const findingWords: Readonly<Record<string, string>> = {
  DECEASED_DRAWING_ALLOWANCE: 'allowances drawn by the dead',
  ID_NUMBER_SHARED: 'identity numbers on several people',
  ID_NUMBERS_DIFFER: 'people with several identity numbers',
  SEX_CONFLICT: 'people whose departments state another sex',
  BIRTH_DATE_CONFLICT: 'people whose departments state another birth date',
  STATUS_CONFLICT: 'people or organisations whose departments state another status',
  SAME_VERSION_DIFFERENT_CONTENT: 'records sent twice with one time and other content',
  DECISIONS_CONTRADICT: 'decisions that contradict each other',
  DECISION_AGAINST_GUARD: 'decided links of what a guard tells apart',
};

/** The summary as lines for a person. */
export function formatSummary(summary: DemoSummary): readonly string[] {
  const n = (count: number) => count.toLocaleString('en');
  const kinds = Object.entries(summary.findings).sort(([, a], [, b]) => b - a);
  return [
    `${summary.feeds.length} feeds of three departments, ${n(summary.rows)} rows; ${n(summary.rejected)} rows go back:`,
    ...summary.topRejects.map(({ rule, reason, rows }) => `  ${n(rows).padStart(6)}  ${rule}: ${reason}`),
    `${n(summary.residents)} residents and ${n(summary.legalEntities)} legal entities; ${n(summary.duplicatesRemoved)} duplicates removed, ${n(summary.openReviews)} doubtful pairs wait for a person.`,
    'Findings:',
    ...kinds.map(([kind, count]) => `  ${n(count).padStart(6)}  ${findingWords[kind] ?? kind}`),
    'Against the known truth:',
    ...summary.accuracy.map(
      (e) =>
        `  ${e.entityType.padEnd(12)}  precision ${e.precision.toFixed(4)}  recall ${e.recall.toFixed(4)}  (${n(e.truePairs)} true pairs)`,
    ),
    `Seconds: generate ${summary.seconds.generate}, start ${summary.seconds.start}, load and resolve ${summary.seconds.load}, in all ${summary.seconds.total}.`,
  ];
}

export const round = (seconds: number): number => Math.round(seconds * 10) / 10;
