// The HTTP application: tables of routes on a socket. In: requests. Out: JSON, streams, or problem details. What a route is stands in
// route.ts; what a request must pass before its handler in gate.ts.

import type { AddressInfo } from 'node:net';
import type { SecureContextOptions, Server as TlsServer } from 'node:tls';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Authenticator } from '../access/caller.js';
import { CertificateFiles, type CertificateFilesParts, type TlsFiles } from '../certificate-files.js';
import { AppError, listenError } from '../errors.js';
import type { AuditSink } from './audited.js';
import { rejectMalformed } from './client-error.js';
import { Gate } from './gate.js';
import { type Reached, securityHeaders } from './headers.js';
import { mount } from './mount.js';
import type { Page } from './page.js';
import { defectProblem, PROBLEM_TYPE, problemOf, requestError } from './problem.js';
import type { Route } from './route.js';
import { createValidation } from './validate.js';

export interface AppParts {
  readonly address: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Absent: plain HTTP. */
  readonly tls?: { readonly files: TlsFiles; readonly log: CertificateFilesParts['log'] };
  /** Where people find the application; null or absent: where it listens. */
  readonly publicUrl?: string | null;
  readonly routes: readonly Route[];
  readonly authenticator: Authenticator;
  readonly audit: AuditSink;
  /** The files of the web page; absent: none are served. */
  readonly page?: Page;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** An answer could not be made; whoever asked learns only that. */
  readonly onError: (error: unknown) => void;
}

export interface App {
  /** Resolves with what was bound; rejects with an AppError that says why it cannot be. */
  start(): Promise<{ readonly address: string; readonly port: number }>;
  /** Reads the certificate again. Rejects, and keeps what there is, when it cannot be used. */
  reloadCertificate(): Promise<void>;
  /** Answers what has been asked, at most for the given time, and closes. */
  stop(deadlineMs?: number): Promise<void>;
}

const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 5000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
} as const;
const HANDSHAKE_MS = 10_000;
const REQUEST_MS = 10_000;
const BODY_BYTES = 65_536;
const MAX_CONNECTIONS = 1024;
const STOP_MS = 2000;

export async function createApp(parts: AppParts): Promise<App> {
  let { address } = parts;
  const { publicUrl = null } = parts;
  const isBehindProxy = publicUrl !== null && parts.tls === undefined;
  const reached = (): Reached => ({ address, publicUrl, isBehindProxy });
  const gate = new Gate({ authenticator: parts.authenticator, reached, clock: parts.clock });
  const stopping = new AbortController();
  const server = createServer(parts, gate);
  const certificate = certificateOf(parts, server);
  for (const route of parts.routes) mount(server, route, { gate, stopping: stopping.signal, audit: parts.audit });
  await server.ready();
  return {
    start: async () => {
      await certificate?.open();
      const listening = await listen(server, parts);
      address = listening.address;
      return listening;
    },
    reloadCertificate: async () => certificate?.reload(),
    stop: (deadlineMs = STOP_MS) => {
      stopping.abort();
      certificate?.close();
      return close(server, deadlineMs);
    },
  };
}

function createServer(parts: AppParts, gate: Gate): FastifyInstance {
  const { onError, routes, page } = parts;
  const headers = securityHeaders(isSecure(parts));
  const server = fastify({
    ...transport(parts),
    requestTimeout: REQUEST_MS,
    bodyLimit: BODY_BYTES,
    routerOptions: { maxParamLength: 512 },
    // A query is read once: neither twice-encoded paths nor prototypes.
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    clientErrorHandler: rejectMalformed,
    // No hook has run yet.
    frameworkErrors: (error, _request, reply) => fail(reply.headers(headers), error, onError),
  });
  server.server.maxConnections = MAX_CONNECTIONS;
  server.setValidatorCompiler(createValidation());
  // Fields that a schema does not know would vanish silently; tests hold answers against their schemas instead.
  server.setSerializerCompiler(() => (value) => JSON.stringify(value));
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    gate.admit(request);
  });
  server.setErrorHandler((error, _request, reply) => fail(reply, error, onError));
  server.setNotFoundHandler((request, reply) => sendPage(page, request, reply) ?? refuseUnknown(request, routes));
  return server;
}

/** People reach it over TLS: its own, or that of a proxy. */
function isSecure({ tls, publicUrl }: AppParts): boolean {
  return tls !== undefined || publicUrl?.startsWith('https:') === true;
}

/** The certificate is set before anything listens. */
function transport({ tls }: AppParts): { http: typeof LIMITS } {
  if (tls === undefined) return { http: LIMITS };
  const https = { ...LIMITS, minVersion: tls.files.minVersion, handshakeTimeout: HANDSHAKE_MS };
  // To the framework's types a server of HTTPS is another one; what is done with it is the same.
  return { https } as unknown as { http: typeof LIMITS };
}

function certificateOf({ tls }: AppParts, { server }: FastifyInstance): CertificateFiles | null {
  if (tls === undefined) return null;
  const apply = (options: SecureContextOptions) => (server as unknown as TlsServer).setSecureContext(options);
  return new CertificateFiles({ name: 'http', ...tls, apply });
}

function fail(reply: FastifyReply, error: unknown, onError: (error: unknown) => void): void {
  const known = requestError(error);
  if (known === null) onError(error);
  const problem = known === null ? defectProblem() : problemOf(known);
  if (known?.code === 'access.denied') reply.header('www-authenticate', 'Bearer realm="gatehouse"');
  if (problem.status === 429) reply.header('retry-after', known?.details['seconds'] ?? '1');
  void reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
}

/** Null where the request is none of the page's. */
function sendPage(page: Page | undefined, request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  if (page === undefined || !['GET', 'HEAD'].includes(request.method)) return null;
  const [path = ''] = request.url.split(/[?#]/);
  const answer = page({ path, acceptEncoding: String(request.headers['accept-encoding'] ?? '') });
  if (answer === null) return null;
  reply.headers(answer.headers);
  if (request.headers['if-none-match'] === answer.headers['etag']) return reply.code(304).send();
  return reply.code(200).send(answer.bytes);
}

function refuseUnknown(request: FastifyRequest, routes: readonly Route[]): never {
  const [path = ''] = request.url.split(/[?#]/);
  const methods = routes.filter((route) => pattern(route.path).test(path)).map(({ method }) => method);
  if (methods.length === 0) throw new AppError('request.not-found', {});
  throw new AppError('request.method', { allowed: methods.join(', ') });
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
}

async function listen(
  server: FastifyInstance,
  { address, port }: AppParts,
): Promise<{ readonly address: string; readonly port: number }> {
  try {
    await server.listen({ host: address, port });
  } catch (error) {
    throw listenError(error, { listener: 'http', address: `${address}:${port}` });
  }
  const bound = server.server.address() as AddressInfo;
  return { address: bound.address, port: bound.port };
}

async function close(server: FastifyInstance, deadlineMs: number): Promise<void> {
  const deadline = setTimeout(() => server.server.closeAllConnections(), deadlineMs);
  try {
    await server.close();
  } finally {
    clearTimeout(deadline);
  }
}
