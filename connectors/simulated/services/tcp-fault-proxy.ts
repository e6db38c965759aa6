import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** `down` refuses, `hang` takes and never answers, `truncated` cuts after a few bytes of each answer, `slow` delays answers. */
export type TcpFault =
  | { readonly kind: 'down' | 'hang' | 'truncated' }
  | { readonly kind: 'slow'; readonly delayMs: number };

export interface TcpFaultProxy {
  readonly port: number;
  misbehave(fault: TcpFault | null): void;
  close(): Promise<void>;
}

/** Stands before a real server on the loopback interface and disturbs what passes, for every protocol alike. */
export async function startTcpFaultProxy(
  target: { readonly path: string } | { readonly host: string; readonly port: number },
): Promise<TcpFaultProxy> {
  let fault: TcpFault | null = null;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (fault?.kind === 'down') return void client.destroy();
    const upstream = connect(target);
    keep(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.on('data', (bytes) => {
      if (fault?.kind !== 'hang') upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (fault?.kind === 'hang') return;
      if (fault?.kind === 'truncated') return void client.write(bytes.subarray(0, 3), () => client.destroy());
      if (fault?.kind === 'slow')
        return void setTimeout(() => client.destroyed || client.write(bytes), fault.delayMs).unref();
      client.write(bytes);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    misbehave: (next) => {
      fault = next;
      if (next?.kind === 'down') for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
