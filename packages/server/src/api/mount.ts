// One row of a table on the server: gate, validation, handler, answer.

import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Caller } from '../access/caller.js';
import { cookiesOf, type Gate } from './gate.js';
import type { Route, RouteReply, RouteRequest } from './route.js';

export interface MountParts {
  readonly gate: Gate;
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
}

export function mount(server: FastifyInstance, route: Route, { gate, stopping }: MountParts): void {
  const callers = new WeakMap<FastifyRequest, Caller | null>();
  server.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(route),
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    // Who may not ask learns nothing of what would be wrong with the request, and sends no body.
    onRequest: async (request) => void callers.set(request, await gate.callerOf(route, request)),
    handler: async (request, reply) => {
      const answer = await route.handler({
        caller: callers.get(request) ?? null,
        params: request.params,
        query: request.query,
        body: request.body,
        request: routeRequest(request, AbortSignal.any([stopping, closedSignal(reply)])),
        reply: routeReply(reply),
      });
      return answer === undefined ? reply.send() : answer;
    },
  });
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
