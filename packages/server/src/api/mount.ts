// One row of a table on the server: gate, validation, handler, answer.

import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Caller } from '../access/caller.js';
import { AppError } from '../errors.js';
import { type AuditSink, audited, recordDenial } from './audited.js';
import { cookiesOf, type Gate } from './gate.js';
import type { Route, RouteReply, RouteRequest } from './route.js';

export interface MountParts {
  readonly gate: Gate;
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
  readonly audit: AuditSink;
}

export function mount(server: FastifyInstance, route: Route, { gate, stopping, audit }: MountParts): void {
  const callers = new WeakMap<FastifyRequest, Caller | null>();
  server.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(route),
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    // Who may not ask learns nothing of what would be wrong with the request, and sends no body.
    onRequest: async (request) => void callers.set(request, await admitted(request, { route, gate, audit })),
    handler: async (request, reply) => {
      const caller = callers.get(request) ?? null;
      const { params, query, body, ip: address } = request;
      const asked = { caller, params, query, body };
      const answer = await audited({ sink: audit, route, asked: { ...asked, address } }, (note) =>
        route.handler({
          ...asked,
          request: routeRequest(request, AbortSignal.any([stopping, closedSignal(reply)])),
          reply: routeReply(reply),
          audit: note,
        }),
      );
      return answer === undefined ? reply.send() : answer;
    },
  });
}

interface Admission {
  readonly route: Route;
  readonly gate: Gate;
  readonly audit: AuditSink;
}

async function admitted(request: FastifyRequest, { route, gate, audit: sink }: Admission): Promise<Caller | null> {
  let caller: Caller | null = null;
  try {
    return await gate.callerOf(route, request, (found) => void (caller = found));
  } catch (error) {
    // The body has not been read.
    const { params, query, ip: address } = request;
    const asked = { caller, address, params, query, body: undefined };
    if (caller !== null && error instanceof AppError && isDenial(error))
      await recordDenial({ sink, route, asked }, error);
    throw error;
  }
}

function isDenial({ code }: AppError): boolean {
  return code === 'access.role' || code === 'access.scope';
}

/** A key that is there with no schema would be compiled. */
function schemaOf({ params, query, body }: Route): FastifySchema {
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
  };
}

/** Aborted when the connection closes before the answer is out. */
function closedSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function routeRequest({ headers, ip, url, protocol }: FastifyRequest, signal: AbortSignal): RouteRequest {
  return { headers, cookies: cookiesOf(headers.cookie), address: ip, url, isSecure: protocol === 'https', signal };
}

function routeReply(reply: FastifyReply): RouteReply {
  return {
    status: (code) => void reply.code(code),
    type: (media) => void reply.type(media),
    header: (name, value) => void reply.header(name, value),
  };
}
