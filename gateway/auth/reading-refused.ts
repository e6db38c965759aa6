import type { Principal } from '../../schema/model/agreement.ts';
import { HubError } from '../../schema/model/errors.ts';
import type { DisclosureDraft } from '../../schema/rules/disclosure/entry.ts';

/** A known client was turned away before its query was run. Whoever catches it has the attempt written down. */
export class ReadingRefused extends HubError {
  readonly principal: Principal;

  constructor(principal: Principal, code: string, message: string) {
    super('forbidden', code, message);
    this.principal = principal;
  }
}

/** The attempt as the chain names it. The purpose that was claimed is not kept: it may be any text. */
export const toDeniedEntry = ({ principal, code }: ReadingRefused): DisclosureDraft => ({
  kind: 'denied',
  clientId: principal.client.id,
  clientName: principal.client.name,
  agreementId: principal.agreement?.id ?? null,
  purpose: principal.purpose,
  operation: 'graphql',
  queryHash: null,
  subjectType: null,
  subjectId: null,
  fields: [],
  details: { reasons: [code] },
});
