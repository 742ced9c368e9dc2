// What every answer carries, and which requests are none of ours: no answer may be kept, framed, sniffed or read by a page from elsewhere,
// and a page in a browser cannot point a name of its own at loopback (DNS rebinding).

import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../loopback.js';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  // Data is neither a document nor a script.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Browsers keep to TLS for half a year; only said over TLS (RFC 6797, section 7.2). */
const KEEP_TO_TLS = { 'strict-transport-security': 'max-age=15768000' } as const;

export function securityHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return isSecure ? { ...SECURITY_HEADERS, ...KEEP_TO_TLS } : SECURITY_HEADERS;
}

/** Where the application is reached. */
export interface Reached {
  /** Where it listens. */
  readonly address: string;
  /** Where people find it; null: there. */
  readonly publicUrl: string | null;
  readonly isBehindProxy: boolean;
}

/** Bound to loopback, only requests for an address, for localhost, or for the name that people use are meant for us. */
export function isForUs(host: string | undefined, { address, publicUrl }: Reached): boolean {
  if (!isLoopback(address)) return true;
  if (publicUrl !== null && host === new URL(publicUrl).host) return true;
  const name = (host ?? '').replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isIP(name) !== 0;
}

/** A page from elsewhere may make a browser send a request, even one with cookies; browsers say so (Fetch Metadata). */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}
