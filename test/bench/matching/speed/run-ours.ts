import { statSync } from 'node:fs';
import { createFrame, type Frame } from '../../../../jobs/resolution/frame/frame.ts';
import { layOutFrame } from '../../../../jobs/resolution/frame/frame-layout.ts';
import { buildAllLayers, clusterAll, findAllEdges } from '../../../../jobs/resolution/resolve-frame.ts';
import { createInlinePool, type TaskPool } from '../../../../jobs/resolution/threads/task-pool.ts';
import { openThreadPool } from '../../../../jobs/resolution/threads/thread-pool.ts';
import { trainFrame } from '../../../../jobs/resolution/train-frame.ts';
import { findLineStarts } from './read-lines.ts';
import { speedSettings } from './speed-settings.ts';
import { createSpeedHandlers, type SpeedTasks } from './speed-tasks.ts';

/** `node run-ours.js FILE [THREADS]`: from the file to clusters in a process of its own; a line of JSON at the end. */
const [file = '', threads = '2'] = process.argv.slice(2);
const startedAt = performance.now();
const stages: Record<string, number> = {};
let last = startedAt;
const mark = (stage: string): void => {
  const now = performance.now();
  stages[stage] = Math.round(now - last);
  last = now;
};

const pool: TaskPool<SpeedTasks> =
  threads === '0'
    ? createInlinePool(createSpeedHandlers())
    : openThreadPool(new URL('./speed-thread.js', import.meta.url), Number(threads));
const frame = await readFrame(file);
mark('read');
const { layers } = await buildAllLayers(pool, speedSettings);
mark('block');
await trainFrame(pool, frame, layers, speedSettings, { seed: 1 });
mark('train');
const edges = await findAllEdges(pool, layers);
mark('score');
const { clusterOf, contested, doubts } = await clusterAll(pool, frame, edges);
mark('cluster');
const totalMs = Math.round(performance.now() - startedAt);
await pool.close();
const clusters = clusterOf.reduce((count, first, record) => count + (first === record ? 1 : 0), 0);
process.stdout.write(
  `${JSON.stringify({
    records: frame.size,
    pairs: layers.reduce((sum, layer) => sum + layer.pairs, 0),
    edges: edges.count,
    clusters,
    contested,
    doubts: doubts.length,
    stages,
    totalMs,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  })}\n`,
);

async function readFrame(path: string): Promise<Frame> {
  const { size } = statSync(path);
  const head = path.length > 0 ? (findLineStarts(path, [1])[0] ?? 0) : 0;
  const parts = Math.max(1, Number(threads)) * 8;
  const places = findLineStarts(
    path,
    Array.from({ length: parts - 1 }, (_, part) => Math.floor((size * (part + 1)) / parts)),
  );
  const bounds = [head, ...places, size];
  const ranges = bounds.slice(0, -1).map((from, part) => ({ file: path, from, to: bounds[part + 1] ?? size }));
  const counts = await Promise.all(ranges.map((range) => pool.run('countLines', range)));
  mark('count');
  const records = counts.reduce((sum, count) => sum + count, 0);
  const made = createFrame(layOutFrame(speedSettings), records);
  await pool.broadcast('frame', made);
  let firstRecord = 0;
  await Promise.all(
    ranges.map((range, part) => {
      const task = pool.run('fillFromCsv', { ...range, firstRecord });
      firstRecord += counts[part] ?? 0;
      return task;
    }),
  );
  return made;
}
