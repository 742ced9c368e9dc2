// The listeners of a caller's customers, as the catalog names them in its commands.

import type { Caller } from '../access/caller.js';
import type { CatalogListener } from '../catalog/setup.js';
import type { ListenerConfig } from '../config/keys.js';
import type { StatusReport } from './status-report.js';

export interface CatalogListenerParts {
  readonly status: () => Promise<StatusReport>;
  readonly listeners: () => readonly ListenerConfig[];
}

export function catalogListeners({ status, listeners }: CatalogListenerParts) {
  return async ({ tenants }: Caller): Promise<readonly CatalogListener[]> => {
    const own = listeners().filter(({ customerId }) => tenants?.includes(customerId) ?? true);
    const bound = new Map((await status()).listeners.map(({ id, address }) => [id, address]));
    return own.map((listener) => {
      const { id, kind } = listener;
      if ('path' in listener) return { id, kind, place: { path: listener.path } };
      return { id, kind, place: placeOf(bound.get(id) ?? null) };
    });
  };
}

/** `192.0.2.1:5514`, `[2001:db8::1]:5514` */
function placeOf(text: string | null): { readonly address: string; readonly port: number } | null {
  const [, address = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(text ?? '') ?? [];
  return address === '' ? null : { address, port: Number(port) };
}
