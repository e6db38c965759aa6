import { readFile } from 'node:fs/promises';
import { HubError } from '../../schema/model/errors.ts';
import type { Label } from '../../schema/model/identity.ts';
import type { ChainFaultKind } from '../../schema/rules/disclosure/verify-chain.ts';
import type { Database } from '../../schema/store/database.ts';
import { readAuditPublicKey } from '../../schema/store/disclosure/audit-key.ts';
import { readHeadLog } from '../../schema/store/disclosure/head-log.ts';
import { type DisclosureReport, verifyDisclosures } from '../../schema/store/disclosure/verify-disclosures.ts';

export interface AuditReport extends DisclosureReport {
  /** One sentence; null when the chain is sound. */
  readonly finding: Label | null;
}

/**
 * Verifies the chain against the checkpoints in the database and against this machine's `audit-key` and `audit-head-….log`.
 * @param trustFiles public keys of the hub's other machines, one base64 SPKI key per line; checkpoints of any other
 * key count as forged.
 */
export async function auditReport(
  db: Database,
  dataDir: string,
  trustFiles: readonly string[] = [],
): Promise<AuditReport> {
  const own = await readAuditPublicKey(dataDir);
  const others = await Promise.all(trustFiles.map(readKeys));
  // Before the chain: the hub may be writing, and the file must not know more than what is verified.
  const heads = await readHeadLog(db, dataDir);
  const report = await verifyDisclosures(db, {
    trustedKeys: [...(own === null ? [] : [own]), ...others.flat()],
    heads,
  });
  if (!report.firstBad) return { ...report, finding: null };
  const { zh, en } = sentences[report.firstBad.kind];
  const { seq } = report.firstBad;
  return { ...report, finding: { zh: `第 ${seq} 条：${zh}`, en: `entry ${seq}: ${en}` } };
}

const sentences: Readonly<Record<ChainFaultKind, Label>> = {
  edited: { zh: '内容已被改动', en: 'it was edited after it was written' },
  missing: { zh: '该条已被删除', en: 'it was removed' },
  reordered: { zh: '顺序已被改动', en: 'it does not follow the entry before it' },
  truncated: { zh: '自该条起的记录已被截去', en: 'the chain was cut here; it once went further' },
  rewritten: { zh: '与已签名或本机留存的链头不符', en: 'it is not the entry that was signed or noted on this machine' },
  'checkpoint-forged': { zh: '检查点签名无效', en: 'the checkpoint there does not fit its signature' },
  'checkpoint-untrusted': {
    zh: '检查点由不受信任的密钥签署；如为其他节点，请用 --trust 提供其公钥',
    en: 'the checkpoint there is signed by a key that is not trusted; name the public keys of other machines with --trust',
  },
};

async function readKeys(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  } catch (cause) {
    throw new HubError(
      'invalid',
      'TRUST_FILE_UNREADABLE',
      'audit: a file of trusted keys cannot be read; check its path.',
      {},
      { cause },
    );
  }
}
