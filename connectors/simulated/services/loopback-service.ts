import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * How a simulated department misbehaves. `down` cuts every connection, `hang` never answers, `hang-midway` stops in the
 * middle of the body, `truncated` cuts it there, `wrong-type` is a page for people, `wrong-shape` is JSON of something
 * else, `oversized` does not end.
 */
export type HttpFault =
  | {
      readonly kind:
        | 'down'
        | 'hang'
        | 'hang-midway'
        | 'truncated'
        | 'wrong-type'
        | 'wrong-shape'
        | 'oversized'
        | 'redirect';
    }
  | { readonly kind: 'error'; readonly status: number }
  | { readonly kind: 'slow'; readonly delayMs: number };

export interface ServiceRequest {
  readonly method: string;
  readonly url: URL;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface LoopbackService {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Requests received since the start. */
  requests(): number;
  /** null: behaves again. */
  misbehave(fault: HttpFault | null): void;
  close(): Promise<void>;
}

const mostBodyBytes = 1024 * 1024;
const pageForPeople = '<html><body>系统维护中 internal host 10.1.2.3</body></html>';

/** A real HTTP server on the loopback interface, on the port given or any free one. */
export async function startLoopbackService(
  answer: (request: ServiceRequest, baseUrl: string) => ServiceAnswer,
  options: { readonly port?: number } = {},
): Promise<LoopbackService> {
  let fault: HttpFault | null = null;
  let requests = 0;
  const stopping = new AbortController();
  const sockets = new Set<Socket>();

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    requests++;
    const body = await readBody(incoming);
    const now = fault;
    if (now?.kind === 'down') return void incoming.socket.destroy();
    if (now?.kind === 'hang') return;
    if (now?.kind === 'slow') await delay(now.delayMs, undefined, { signal: stopping.signal });
    const target = incoming.url ?? '/';
    const url = new URL(target, baseUrl);
    const right = answer({ method: incoming.method ?? 'GET', url, target, headers: incoming.headers, body }, baseUrl);
    send(outgoing, right, now);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket) => {
    if (fault?.kind === 'down') return socket.destroy();
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listen(server, options.port ?? 0);
  const baseUrl = `http://127.0.0.1:${port}`;

  return {
    url: baseUrl,
    requests: () => requests,
    misbehave: (next) => {
      fault = next;
      if (next?.kind === 'down') for (const socket of sockets) socket.destroy();
    },
    close: () => {
      stopping.abort();
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}

function send(outgoing: ServerResponse, right: ServiceAnswer, fault: HttpFault | null): void {
  const body = Buffer.from(right.body, 'utf8');
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (fault?.kind) {
    case 'error':
      outgoing.writeHead(fault.status, { 'content-type': 'text/plain' }).end('ORA-00942 at 10.1.2.3: table missing');
      return;
    case 'wrong-type':
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end(pageForPeople);
      return;
    case 'wrong-shape':
      outgoing
        .writeHead(200, { 'content-type': right.type })
        .end('{"resourceType":"Bundle","type":7,"results":"none"}');
      return;
    case 'redirect':
      outgoing.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
      return;
    case 'hang-midway':
      outgoing.writeHead(200, { 'content-type': right.type, 'content-length': body.length }).write(half);
      return;
    case 'truncated':
      outgoing.writeHead(200, { 'content-type': right.type, 'content-length': body.length });
      outgoing.write(half, () => outgoing.destroy());
      return;
    case 'oversized':
      outgoing.writeHead(200, { 'content-type': right.type });
      pour(outgoing);
      return;
    default:
      outgoing.writeHead(right.status, { 'content-type': right.type, 'content-length': body.length }).end(body);
  }
}

/** Blanks are valid JSON for ever. */
function pour(outgoing: ServerResponse): void {
  const blanks = Buffer.alloc(64 * 1024, ' ');
  const more = (): void => {
    while (!outgoing.destroyed && outgoing.write(blanks));
  };
  outgoing.on('drain', more);
  more();
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > mostBodyBytes) throw new Error('request too large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
