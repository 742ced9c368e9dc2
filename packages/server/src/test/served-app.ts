// For tests: routes on a real socket of loopback, and everything that a connection says.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import type { Authenticator } from '../access/caller.js';
import { createNoAuth } from '../access/no-auth.js';
import { type AppParts, createApp } from '../api/app.js';
import type { AuditSink } from '../api/audited.js';
import type { Route } from '../api/route.js';

export interface ServedApp {
  readonly port: number;
  readonly url: string;
  /** What the application has told its log. */
  readonly errors: unknown[];
  readonly stop: () => Promise<void>;
}

export interface ServedAppParts {
  readonly routes: readonly Route[];
  readonly authenticator?: Authenticator;
  readonly clock?: () => number;
  readonly publicUrl?: string;
  readonly tls?: NonNullable<AppParts['tls']>;
  /** Nothing is kept without it. */
  readonly audit?: AuditSink;
}

export const NO_AUDIT: AuditSink = { append: async () => ({ sequence: 0, hash: '' }) };

export async function serveApp(t: TestContext, parts: ServedAppParts): Promise<ServedApp> {
  const app = await runApp(parts);
  t.after(() => app.stop(0));
  return app;
}

export interface Application extends ServedApp {
  readonly stop: (deadlineMs?: number) => Promise<void>;
  readonly reloadCertificate: () => Promise<void>;
}

/** The same for several tests; whoever runs it stops it. */
export async function runApp(parts: ServedAppParts): Promise<Application> {
  const errors: unknown[] = [];
  const address = '127.0.0.1';
  const app = await createApp({
    address,
    port: 0,
    authenticator: createNoAuth(address),
    audit: NO_AUDIT,
    clock: Date.now,
    onError: (error) => errors.push(error),
    ...parts,
  });
  const { port } = await app.start();
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    errors,
    stop: (deadlineMs) => app.stop(deadlineMs),
    reloadCertificate: () => app.reloadCertificate(),
  };
}

/** Everything the server writes to a connection on which `text` was sent, until it closes. */
export async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
}

/** The problem that the response is, after checking that it says nothing about the inside. */
export async function problemIn(response: Response): Promise<Problem> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const text = await response.text();
  assert.doesNotMatch(text, /\bat \S+ \(|node_modules|\.js:\d|\.ts:\d/);
  const problem = JSON.parse(text) as Problem;
  assert.equal(problem.status, response.status);
  return problem;
}
