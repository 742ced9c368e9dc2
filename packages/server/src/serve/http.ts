// The server's own small HTTP: /healthz, /readyz, /metrics, /status. It only reads, asks nobody who they are, and is meant for
// loopback or a network of operators: bound to loopback it answers no request for a host name (DNS rebinding), and no answer may be
// kept, framed or read by a page from elsewhere.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { listenError } from '../errors.js';
import { type Check, checkReadiness } from './health.js';
import { createMetrics } from './metrics.js';
import type { StatusReport } from './status-report.js';

export interface HttpParts {
  readonly address: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly checks: Readonly<Record<string, Check>>;
  readonly status: () => Promise<StatusReport>;
  /** An answer could not be made; whoever asked learns only that. */
  readonly onError: (error: unknown) => void;
}

export interface HttpServer {
  /** Resolves with what was bound; rejects with an AppError that says why it cannot be. */
  start(): Promise<{ readonly address: string; readonly port: number }>;
  /** Answers what has been asked, at most for the given time, and closes. */
  stop(deadlineMs?: number): Promise<void>;
}

const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
} as const;
const MAX_CONNECTIONS = 64;
const STOP_MS = 2000;

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

interface Answer {
  readonly code: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Route = () => Promise<Answer>;

export function createHttpServer(parts: HttpParts): HttpServer {
  const routes = createRoutes(parts);
  const server = createServer(LIMITS, (request, response) => void respond(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      send(await answer(request, routes, server), request, response);
    } catch (error) {
      parts.onError(error);
      send(plain(500, 'The answer could not be made; the log of the server says why.'), request, response);
    }
  };
  return {
    start: () => listen(server, parts),
    stop: (deadlineMs = STOP_MS) => close(server, deadlineMs),
  };
}

function createRoutes({ checks, status }: HttpParts): ReadonlyMap<string, Route> {
  const metrics = createMetrics();
  return new Map<string, Route>([
    ['/healthz', async () => plain(200, 'ok')],
    [
      '/readyz',
      async () => {
        const readiness = await checkReadiness(checks);
        return json(readiness.isReady ? 200 : 503, readiness);
      },
    ],
    ['/metrics', async () => ({ code: 200, type: metrics.contentType, body: await metrics.text(await status()) })],
    ['/status', async () => json(200, await status())],
  ]);
}

async function answer(request: IncomingMessage, routes: ReadonlyMap<string, Route>, server: Server): Promise<Answer> {
  if (!isForUs(request, server)) return plain(421, 'This server answers to its address only.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { ...plain(405, 'Only GET and HEAD.'), headers: { allow: 'GET, HEAD' } };
  }
  const route = routes.get((request.url ?? '').replace(/[?#].*$/, ''));
  return route === undefined ? plain(404, `There is ${[...routes.keys()].join(', ')}.`) : route();
}

/** A page in a browser on this machine can point a name of its own at loopback; it cannot claim an address. */
function isForUs(request: IncomingMessage, server: Server): boolean {
  const bound = server.address() as AddressInfo | null;
  if (bound !== null && !/^(127\.|::1$|::ffff:127\.)/.test(bound.address)) return true;
  const host = (request.headers.host ?? '').replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  return host === 'localhost' || isIP(host) !== 0;
}

function plain(code: number, text: string): Answer {
  return { code, type: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function json(code: number, value: unknown): Answer {
  return { code, type: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` };
}

function send({ code, type, body, headers }: Answer, request: IncomingMessage, response: ServerResponse): void {
  const bytes = Buffer.from(body);
  // Nobody reads a body: the connection ends instead.
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  response.writeHead(code, {
    ...HEADERS,
    ...headers,
    'content-type': type,
    'content-length': bytes.length,
    ...(hasBody ? { connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function listen(server: Server, { address, port }: HttpParts): Promise<{ address: string; port: number }> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(listenError(error, { listener: 'http', address: `${address}:${port}` }));
    server.once('error', fail);
    server.listen({ host: address, port }, () => {
      server.off('error', fail);
      const bound = server.address() as AddressInfo;
      resolve({ address: bound.address, port: bound.port });
    });
  });
}

function close(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
