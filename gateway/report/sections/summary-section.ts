import type { Label } from '../../../schema/model/identity.ts';
import { formatCount, formatInstant } from '../format.ts';
import { both, type Html, html } from '../html.ts';
import type { ReportInput } from '../report-input.ts';
import { kinds, kindWords } from '../words.ts';

/** What it is a report of, and its figures at a glance. */
export function summarySection({ reconciliation, kept }: ReportInput): Html {
  const { dryRun, retrain, report } = reconciliation;
  const all = kinds.map((kind) => ({
    kind,
    count: Object.values(kept.preview.kinds).reduce((sum, counts) => sum + counts[kind], 0),
  }));
  const records = Number(report.records ?? 0);
  return html`<header>
<p class="eyebrow">${both({ zh: 'Commongrid 社区数据共享', en: 'Commongrid' })}</p>
<h1>${both(dryRun ? { zh: '全量核对演算报告', en: 'Reconciliation, dry run' } : { zh: '全量核对报告', en: 'Reconciliation report' })}</h1>
<p class="lead">${both(leadOf(dryRun, retrain))}</p>
<dl class="facts">
<div><dt>${both({ zh: '编号', en: 'Run' })}</dt><dd class="id">${reconciliation.id}</dd></div>
<div><dt>${both({ zh: '开始', en: 'Started' })}</dt><dd>${formatInstant(reconciliation.startedAt)}</dd></div>
<div><dt>${both({ zh: '结束', en: 'Finished' })}</dt><dd>${reconciliation.finishedAt ? formatInstant(reconciliation.finishedAt) : '–'}</dd></div>
<div><dt>${both({ zh: '发起人', en: 'Requested by' })}</dt><dd>${reconciliation.requestedBy}</dd></div>
<div><dt>${both({ zh: '黄金记录散列', en: 'Golden hash' })}</dt><dd class="id">${String(report.goldenHash ?? '').slice(0, 16)}${report.goldenHash === report.goldenHashBefore ? both({ zh: '（未变）', en: ' (unchanged)' }) : ''}</dd></div>
</dl>
<div class="figures">
<div class="figure"><b>${formatCount(records)}</b>${both({ zh: '条记录', en: 'records' })}</div>
${all.map(({ kind, count }) => html`<div class="figure ${count === 0 ? 'zero' : kind.toLowerCase()}"><b>${formatCount(count)}</b>${both(kindWords[kind])}</div>`)}
</div>
</header>`;
}

function leadOf(dryRun: boolean, retrain: boolean): Label {
  const model = retrain ? { zh: '模型重新训练。', en: ' The model was trained anew.' } : { zh: '', en: '' };
  return dryRun
    ? {
        zh: `所示为将会发生的变化，数据未作改动。${model.zh}`,
        en: `This is what would change. Nothing was changed.${model.en}`,
      }
    : { zh: `所示变化已一次性发布。${model.zh}`, en: `These changes were published in one step.${model.en}` };
}
