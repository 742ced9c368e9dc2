// What a request has to pass before its handler: is it meant for us, may it come so often, who asks, may they.

import type { FastifyRequest } from 'fastify';
import { type Authenticator, type Caller, hasRole, hasScope } from '../access/caller.js';
import { AppError } from '../errors.js';
import { isLoopback } from '../loopback.js';
import { isForUs, isFromElsewhere, type Reached } from './headers.js';
import { RateLimit } from './rate-limit.js';
import type { Route } from './route.js';

export interface GateParts {
  readonly authenticator: Authenticator;
  readonly reached: () => Reached;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Generous for a page that asks several things per keystroke, small for a program that tries passwords or ids. */
const PER_ADDRESS = { perSecond: 50, burst: 300 } as const;
const PER_CALLER = { perSecond: 20, burst: 120 } as const;

export class Gate {
  readonly #parts: GateParts;
  readonly #addresses: RateLimit;
  readonly #callers: RateLimit;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#addresses = new RateLimit({ ...PER_ADDRESS, clock: parts.clock });
    this.#callers = new RateLimit({ ...PER_CALLER, clock: parts.clock });
  }

  /** Before anything is read of the request but its head. */
  admit({ headers, method, ip }: FastifyRequest): void {
    if (!isForUs(headers.host, this.#parts.reached())) throw new AppError('request.misdirected', {});
    if (!['GET', 'HEAD'].includes(method) && isFromElsewhere(headers)) throw new AppError('request.cross-site', {});
    takeFrom(this.#addresses, ip, 1);
  }

  /** What a proxy passes on comes from this machine as well: then nothing does. What is said outright counts, also when it is wrong. */
  #isLocal({ ip, headers }: FastifyRequest): boolean {
    const { isBehindProxy } = this.#parts.reached();
    return isLoopback(ip) && !isBehindProxy && headers.authorization === undefined;
  }

  /** Null for public routes, which are asked by nobody. `onKnown` is told who it is before it is decided whether they may. */
  async callerOf(
    route: Route,
    request: FastifyRequest,
    onKnown: (caller: Caller) => void = () => undefined,
  ): Promise<Caller | null> {
    if (route.access === 'public') return null;
    if (route.isOpenLocally === true && this.#isLocal(request)) return localCaller(request.ip);
    const caller = await this.#parts.authenticator.authenticate(credentialsOf(request));
    onKnown(caller);
    if (!hasRole(caller, route.access)) throw new AppError('access.role', { role: route.access });
    const { scope } = route;
    if (scope !== undefined && !hasScope(caller, scope)) throw new AppError('access.scope', { scope });
    takeFrom(this.#callers, caller.id, route.cost ?? 1);
    return caller;
  }
}

/** Whoever may run programs on the machine. */
function localCaller(address: string): Caller {
  return { id: 'local', name: 'local', role: 'admin', tenants: null, via: 'no-auth', address };
}

function takeFrom(limit: RateLimit, key: string, cost: number): void {
  const seconds = limit.take(key, cost);
  if (seconds > 0) throw new AppError('request.too-many', { seconds: String(seconds) });
}

function credentialsOf(request: FastifyRequest): Parameters<Authenticator['authenticate']>[0] {
  return {
    headers: request.headers,
    cookies: cookiesOf(request.headers.cookie),
    address: request.ip,
    method: request.method,
  };
}

/** RFC 6265, section 5.4, without decoding: the values of our cookies need none. */
export function cookiesOf(header: string | undefined): Readonly<Record<string, string>> {
  const pairs = (header ?? '').split(';').flatMap((part): readonly (readonly [string, string])[] => {
    const at = part.indexOf('=');
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
  });
  // The first of a name is the one with the longest path.
  return Object.fromEntries(pairs.reverse());
}
