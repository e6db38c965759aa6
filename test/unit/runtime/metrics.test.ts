import { Counter } from 'prom-client';
import { createMetricsRegistry } from '../../../schema/runtime/metrics.ts';

test('two gateways in one process keep their metrics apart', async () => {
  const [one, two] = [createMetricsRegistry(), createMetricsRegistry()];
  const make = (register: typeof one) => new Counter({ name: 'feeds_total', help: 'Feeds.', registers: [register] });
  make(one).inc(3);
  make(two);
  expect(await one.getSingleMetricAsString('feeds_total')).toContain('feeds_total 3');
  expect(await two.getSingleMetricAsString('feeds_total')).toContain('feeds_total 0');
  expect(await one.metrics()).toContain('commongrid_process_cpu_seconds_total');
});
