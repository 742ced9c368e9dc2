// What the configuration says about where people reach the server, and for whom it keeps events.

import { hostname } from 'node:os';
import type { Config } from '../config/keys.js';

/** Customers that events are attributed to. */
export function customersOf({ customerId, listeners }: Pick<Config, 'customerId' | 'listeners'>): readonly string[] {
  return [...new Set([customerId, ...listeners.map((listener) => listener.customerId)])];
}

interface Bound {
  /** `http` or `https`. */
  readonly kind: string;
  readonly address: string;
  readonly port: number;
}

/** Where a browser finds the page. */
export function baseUrl({ kind, address, port }: Bound): string {
  const host = ['0.0.0.0', '::'].includes(address) ? hostname() : address;
  return `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
