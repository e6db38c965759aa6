import { type Finding, recordsOf } from '../../schema/model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../../schema/model/identity.ts';
import { decisionFinding } from '../../schema/rules/findings/decision-findings.ts';
import { nameRecord } from '../../schema/rules/resolution/decisions/name-record.ts';
import type { Database } from '../../schema/store/database.ts';
import { updateDecisionStandings } from '../../schema/store/decision-store.ts';
import { replaceDecisionFindings } from '../../schema/store/finding-store.ts';
import type { Relinked } from './relink.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

/**
 * Notes what the decisions of the touched components stand for now, and makes their contradictions the open findings
 * about these records. Comes after the reviews: whoever takes a decision back locks in that order too.
 */
export async function refreshDecisions(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  { entities, judgements, records }: Relinked,
  seeds: readonly RecordId[],
): Promise<void> {
  const contradictions = judgements.flatMap((judgement) => judgement.contradictions);
  const named = new Set(contradictions.flatMap(({ decisions }) => decisions.flatMap(recordsOf)).map(nameRecord));
  const entityOf = new Map<string, EntityId>();
  if (named.size > 0) {
    for (const { id, members } of entities) {
      for (const name of members.map(nameRecord)) if (named.has(name)) entityOf.set(name, id);
    }
  }
  const findings = contradictions.map((contradiction): Finding & { readonly id: string } => ({
    ...decisionFinding(entityType, contradiction, (name) => entityOf.get(nameRecord(name)) ?? null),
    id: dependencies.newId(),
  }));
  await updateDecisionStandings(
    trx,
    judgements.flatMap(({ standings }) => standings),
  );
  const touched = [...new Set([...seeds, ...records])];
  await replaceDecisionFindings(trx, entityType, touched, findings, dependencies.clock.now());
}
