// What the configuration says about where people reach the server, and for whom it keeps events.

import { hostname } from 'node:os';
import type { Config } from '../config/keys.js';

/** Customers that events are attributed to. */
export function customersOf({ customerId, listeners }: Pick<Config, 'customerId' | 'listeners'>): readonly string[] {
  return [...new Set([customerId, ...listeners.map((listener) => listener.customerId)])];
}

/** Where a browser finds the page. */
export function baseUrl({ address, port }: { readonly address: string; readonly port: number }): string {
  const host = ['0.0.0.0', '::'].includes(address) ? hostname() : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
