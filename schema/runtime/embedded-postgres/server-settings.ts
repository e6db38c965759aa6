/** Settings of the embedded server, by name; every value as text. */
export type ServerSettings = Readonly<Record<string, string>>;

/**
 * For a machine of 2 cores upwards that does other work too. Commits are durable: what the hub acknowledged must
 * survive a power cut, so synchronous_commit and fsync stay on.
 */
export const defaultSettings: ServerSettings = {
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  // A feed of 100,000 rows writes about 1 GB of log; with the default of 1 GB every feed forces a checkpoint.
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  wal_compression: 'on',
  // Waiting lists grow dead heads within seconds; looking costs nothing where there is nothing to do.
  autovacuum_naptime: '10s',
  // Nobody replicates an embedded server.
  wal_level: 'minimal',
  max_wal_senders: '0',
  synchronous_commit: 'on',
  // Our statements are short or set-based on estimates that jit takes for dear; it costs 50–200 ms each time.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A failed statement's text, parameters and DETAIL hold personal data: from `log` upwards none of them is written.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

export const settingArguments = (settings: ServerSettings): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
