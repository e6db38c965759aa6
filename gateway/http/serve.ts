import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { HubError } from '../../schema/model/errors.ts';
import { feedRequestTimeoutMs } from '../feeds/limits.ts';

export interface Served {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  /** Takes no new request, lets running ones end, and closes idle connections. */
  close(): Promise<void>;
}

/**
 * Listens; port 0 takes any free one.
 * @throws HubError conflict PORT_IN_USE
 */
export async function serve(app: Express, address: { readonly host: string; readonly port: number }): Promise<Served> {
  const server = createServer(app);
  server.requestTimeout = feedRequestTimeoutMs;
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new HubError(
              'conflict',
              'PORT_IN_USE',
              `port ${port} on ${host} is taken; set PORT to another or stop what holds it`,
            )
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
}
