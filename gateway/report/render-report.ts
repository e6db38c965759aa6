import { formatInstant } from './format.ts';
import { both, Html, html } from './html.ts';
import type { ReportInput } from './report-input.ts';
import { reportStyle } from './report-style.ts';
import { previewSection } from './sections/preview-section.ts';
import { summarySection } from './sections/summary-section.ts';
import { typeSection } from './sections/type-section.ts';

/**
 * A run's report as one file that needs nothing else: no script, no picture, no font from elsewhere, and a policy that
 * lets none be loaded. In Chinese and English, switched by style alone. No personal data: counts, ids and names of
 * fields.
 */
export function renderReport(input: ReportInput): string {
  const { reconciliation, kept, writtenAt } = input;
  const page = html`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>全量核对报告 / Reconciliation report ${reconciliation.id}</title>
<style>${new Html(reportStyle)}</style>
</head>
<body>
<input class="language" type="radio" name="language" id="zh" checked="checked"/><input class="language" type="radio" name="language" id="en"/>
<nav><label for="zh">中文</label><label for="en">English</label></nav>
<main>
${summarySection(input)}
${previewSection(kept.preview)}
${kept.report.types.map((type) => typeSection(type, input))}
<footer><p>${both({
    zh: `报告写于 ${formatInstant(writtenAt.toISOString())}。不含个人信息：只有数目、标识与字段名。${kept.report.previousRunId ? `漂移相对于核对 ${kept.report.previousRunId}。` : ''}`,
    en: `Written ${formatInstant(writtenAt.toISOString())}. No personal data: counts, ids and names of fields. ${kept.report.previousRunId ? `Drift is measured against run ${kept.report.previousRunId}.` : ''}`,
  })}</p></footer>
</main>
</body>
</html>
`;
  return page.text;
}
