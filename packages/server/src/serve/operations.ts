// What the server says about itself to those who operate it: /healthz, /readyz, /metrics, /status. These only read. The first two say no
// more than that it works; the others tell of all sources, their peers and customers.

import Type from 'typebox';
import type { Caller } from '../access/caller.js';
import { publicRoute, type Route, route } from '../api/route.js';
import { AppError } from '../errors.js';
import { type Check, checkReadiness } from './health.js';
import { createMetrics } from './metrics.js';
import type { StatusReport } from './status-report.js';

export interface OperationParts {
  readonly checks: Readonly<Record<string, Check>>;
  readonly status: () => Promise<StatusReport>;
}

const Readiness = Type.Object({ isReady: Type.Boolean(), parts: Type.Record(Type.String(), Type.String()) });

const operator = { access: 'admin', scope: 'observe', isOpenLocally: true } as const;

export function operationRoutes({ checks, status }: OperationParts): readonly Route[] {
  const metrics = createMetrics();
  return [
    publicRoute({
      method: 'GET',
      path: '/healthz',
      summary: 'Say that the process answers',
      response: { 200: { media: ['text/plain'] } },
      handler: async ({ reply }) => {
        reply.type('text/plain; charset=utf-8');
        return 'ok\n';
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/readyz',
      summary: 'Say whether every part can work',
      response: { 200: Readiness, 503: Readiness },
      handler: async ({ reply }) => {
        const readiness = await checkReadiness(checks);
        reply.status(readiness.isReady ? 200 : 503);
        return { isReady: readiness.isReady, parts: { ...readiness.parts } };
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      ...operator,
      summary: 'Measurements for Prometheus',
      response: { 200: { media: ['text/plain'] } },
      handler: async ({ caller, reply }) => {
        requireAll(caller);
        reply.type(metrics.contentType);
        return metrics.text(await status());
      },
    }),
    route({
      method: 'GET',
      path: '/status',
      ...operator,
      summary: 'The books of the server: what came, from whom, and what became of it',
      response: { 200: Type.Object({ statusVersion: Type.Integer() }, { additionalProperties: true }) },
      handler: async ({ caller }) => {
        requireAll(caller);
        return status();
      },
    }),
  ];
}

/** What tells of all customers is for whoever has them all. */
export function requireAll({ tenants }: Caller): void {
  if (tenants !== null) throw new AppError('access.all-customers', {});
}
