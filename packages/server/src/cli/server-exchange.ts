// One request to a running server, over HTTP or over TLS with an authority of one's own. Redirects are not followed: a token goes to
// nobody but the server that was named.

import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';

export interface Server {
  readonly url: URL;
  /** Empty: none is shown. */
  readonly token: string;
  /** Authorities in PEM beside those that Node knows; empty: none. */
  readonly ca: string;
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  /** Below the address of the server. */
  readonly path: string;
  readonly body?: unknown;
  /** Without a byte for so long, it is given up. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly retryAfterSeconds: number;
  readonly body: Readable;
}

export async function exchange({ url, token, ca }: Server, asked: Exchange): Promise<Answer> {
  const { method, path, body, patienceMs, signal } = asked;
  const text = body === undefined ? null : JSON.stringify(body);
  const headers = {
    accept: 'application/json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  const start = url.protocol === 'https:' ? requestTls : requestPlain;
  const trust = ca === '' ? {} : { ca };
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: patienceMs, ...trust, ...(signal === undefined ? {} : { signal }) };
    const sent = start(new URL(path, url), options, (body) => {
      const { statusCode: status = 0 } = body;
      resolve({ status, retryAfterSeconds: Number(body.headers['retry-after'] ?? 0), body });
    });
    sent.on('timeout', () => void sent.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
    sent.on('error', reject);
    sent.end(text ?? undefined);
  });
}

export async function textIn({ body }: Answer): Promise<string> {
  return textOf(body);
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no such host',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: name it with --ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of an authority that nobody here knows: name it with --ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of an authority that nobody here knows: name it with --ca',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '' } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? error.message;
}
