import type { Contract } from '../../model/contract.ts';
import { conflict, type HubError, invalid } from '../../model/errors.ts';
import type { NewReject } from '../reject-store.ts';
import type { RowSummary } from './read-rows.ts';

/**
 * Bad rows that never refuse a body, whatever their share: one bad row of three is a row to mend, not a wrong file.
 */
const toleratedRejects = 20;

/** The refusal of a body with more bad rows than its contract allows, or null. Names rules and rows, never values. */
export function refuseTooManyRejects(
  contract: Contract,
  summary: Pick<RowSummary, 'received' | 'rejected' | 'rules'>,
  first: readonly NewReject[],
): HubError | null {
  const { received, rejected, rules } = summary;
  const limit = contract.limits.maxRejectedShare;
  if (rejected <= toleratedRejects || rejected <= limit * received) return null;
  return invalid(
    'TOO_MANY_REJECTS',
    `${rejected} of ${received} rows break the contract of ${contract.dataset}, which allows ${percent(limit)}; nothing was ` +
      'taken. Mend the rows by the rules listed, or look whether this file belongs to another dataset',
    {
      received,
      rejected,
      limit,
      rules: rules.slice(0, 10),
      firstRows: first.map(({ rowNumber, fault }) => ({ row: rowNumber, rule: fault.rule, column: fault.column })),
    },
  );
}

/** The refusal of a snapshot under which too much would vanish, or null. */
export function refuseSmallSnapshot(
  contract: Contract,
  counts: { readonly current: number; readonly vanishing: number },
): HubError | null {
  const limit = contract.limits.maxVanishedShare;
  if (counts.vanishing <= limit * counts.current) return null;
  return conflict(
    'SNAPSHOT_TOO_SMALL',
    `${counts.vanishing} of ${counts.current} current records of ${contract.dataset} are not in this snapshot; the contract ` +
      `allows ${percent(limit)}. Send the whole dataset, send it as an ordinary feed, or raise limits.maxVanishedShare`,
    { ...counts, limit },
  );
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
