import type { Label } from '../../../schema/model/identity.ts';
import type { DriftLine, TypeReport } from '../../../schema/model/reconciliation.ts';
import { driftThresholds } from '../../../schema/rules/reconciliation/stability-index.ts';
import { type HeatCell, heatMap } from '../charts/heat-map.ts';
import { both, type Html, html } from '../html.ts';
import { card, emptyNote } from './card.ts';

/** How each feed's linked pairs moved since the last published run. */
export function driftCard({ drift, comparisons }: TypeReport, datasets: ReadonlyMap<string, Label>): Html {
  const title = { zh: '各数据集的漂移', en: 'Drift of each feed' };
  const populations = (['linked', 'scored'] as const).filter((population) =>
    drift.some((line) => line.population === population),
  );
  if (populations.length === 0) {
    return card(
      title,
      emptyNote({ zh: '此前没有已发布的核对可比。', en: 'There is no earlier published run to compare with.' }),
    );
  }
  const maps = populations.map((population) => {
    const lines = drift.filter((line) => line.population === population);
    const names = [...new Set(lines.map(({ dataset }) => dataset))].sort();
    const map = heatMap({
      columns: comparisons.map(({ label }) => label),
      rows: names.map((dataset) => ({
        label: datasets.get(dataset) ?? { zh: dataset, en: dataset },
        cells: comparisons.map(({ name }) =>
          toCell(lines.find((line) => line.dataset === dataset && line.comparison === name)),
        ),
      })),
    });
    return html`<h4>${both(population === 'linked' ? { zh: '关联对', en: 'Linked pairs' } : { zh: '所有计分对', en: 'All scored pairs' })}</h4>${map}`;
  });
  return card(title, maps, {
    zh: `群体稳定性指数（PSI）：${driftThresholds.moved} 以下平稳，${driftThresholds.shifted} 以上明显偏移（Siddiqi 2006）；不超过随机波动 95% 上限的视为平稳（Yurdakul 2018）。`,
    en: `Population stability index: stable below ${driftThresholds.moved}, shifted above ${driftThresholds.shifted} (Siddiqi 2006); what chance alone explains 95 times of 100 counts as stable (Yurdakul 2018).`,
  });
}

const tones: Readonly<Record<DriftLine['verdict'], HeatCell['tone']>> = {
  stable: 'calm',
  moved: 'warm',
  shifted: 'hot',
};

function toCell(line: DriftLine | undefined): HeatCell | null {
  if (!line) return null;
  return { text: line.index.toFixed(3), strength: line.index / driftThresholds.shifted, tone: tones[line.verdict] };
}
