// Authenticators that look at nothing: everybody is the owner of the machine (`--no-auth`, for trying out on loopback), or nobody is anybody.

import { AppError } from '../errors.js';
import { isLoopback } from '../loopback.js';
import type { Authenticator } from './caller.js';

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
