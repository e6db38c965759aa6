import type { Contract } from '../../schema/model/contract.ts';
import type { inspectBody } from '../../schema/store/landing/land-batch.ts';

/** What a delivery would come to, had it been sent in earnest. */
export function presentDryRun(contract: Contract, inspection: Awaited<ReturnType<typeof inspectBody>>) {
  const { summary, firstRejects, refusal } = inspection;
  return {
    dryRun: true,
    dataset: contract.dataset,
    received: summary.received,
    valid: summary.received - summary.rejected,
    rejected: summary.rejected,
    /** Why the body as a whole would be refused, null when it would be taken. */
    refusal: refusal && { code: refusal.code, detail: refusal.message },
    rules: summary.rules,
    firstRejects: firstRejects.map(({ rowNumber, fault }) => ({ row: rowNumber, ...fault })),
    columns: summary.columns,
    quality: summary.quality,
  };
}
