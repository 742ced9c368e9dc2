// Authenticators that look at nothing: everybody is the owner of the machine (`--no-auth`, for trying out on loopback), or nobody is anybody.

import { BlockList, isIP } from 'node:net';
import { AppError } from '../errors.js';
import type { Authenticator } from './caller.js';

const LOOPBACK = loopback();

/** `httpAddress` is where the application listens; `access.exposed` where others than this machine could ask it. */
export function createNoAuth(httpAddress: string): Authenticator {
  if (!isLoopback(httpAddress)) throw new AppError('access.exposed', { address: httpAddress });
  return {
    authenticate: async ({ address }) => ({
      id: 'local',
      name: 'local',
      role: 'admin',
      tenants: null,
      via: 'no-auth',
      address,
    }),
  };
}

export function createRefusal(): Authenticator {
  return { authenticate: () => Promise.reject(new AppError('access.denied', {})) };
}

export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && LOOPBACK.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function loopback(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  list.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');
  return list;
}
