import { collectDefaultMetrics, Registry } from 'prom-client';

/**
 * A registry of its own (tests and several gateways in one process must not share prom-client's global one) with the
 * process's metrics. Metrics made with `registers: [registry]` carry no personal data in their labels.
 */
export function createMetricsRegistry(): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'commongrid_' });
  return register;
}
